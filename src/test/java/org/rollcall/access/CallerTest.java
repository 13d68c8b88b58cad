package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class CallerTest {
  private static final BiPredicate<String, String> TREE =
      (code, ancestor) -> code.startsWith(ancestor);

  private final Caller organizer = new Caller.Organizer(1, "admin");
  private final Caller viewer = new Caller.Viewer(2, "lan", Set.of(1L));
  private final Caller coordinator = new Caller.Coordinator(12, 1, "CL-07");
  private final Caller board = new Caller.BoardPass(13, 1);

  @Test
  void theLogNamesUsersAndPasses() {
    assertThat(organizer.by()).isEqualTo("user:1");
    assertThat(viewer.by()).isEqualTo("user:2");
    assertThat(coordinator.by()).isEqualTo("pass:12");
    assertThat(board.by()).isEqualTo("pass:13");
  }

  @Test
  void onlyAnOrganizerOrganizes() {
    assertThat(organizer.requireOrganizer()).isSameAs(organizer);
    denied(viewer::requireOrganizer);
    denied(coordinator::requireOrganizer);
    denied(board::requireOrganizer);
  }

  @Test
  void figuresAreForEachHisConferenceAndACoordinatorsForHisSiteAndBelow() {
    for (var caller : new Caller[] {organizer, viewer, board}) {
      caller.requireFigures(1, null, TREE);
      caller.requireFigures(1, "CL-08", TREE);
    }
    organizer.requireFigures(2, null, TREE);
    denied(() -> viewer.requireFigures(2, null, TREE));
    denied(() -> board.requireFigures(2, null, TREE));
    coordinator.requireFigures(1, "CL-07", TREE);
    coordinator.requireFigures(1, "CL-07-1", TREE);
    denied(() -> coordinator.requireFigures(1, "CL-08", TREE));
    denied(() -> coordinator.requireFigures(1, "CL", TREE));
    denied(() -> coordinator.requireFigures(1, null, TREE));
    denied(() -> coordinator.requireFigures(2, "CL-07", TREE));
  }

  @Test
  void namesOfASiteAreForOrganizersAndItsOwnCoordinators() {
    organizer.requireRoster(1, null);
    coordinator.requireRoster(1, "CL-07");
    denied(() -> coordinator.requireRoster(1, "CL-07-1"));
    denied(() -> coordinator.requireRoster(1, null));
    denied(() -> coordinator.requireRoster(2, "CL-07"));
    denied(() -> viewer.requireRoster(1, "CL-07"));
    denied(() -> board.requireRoster(1, "CL-07"));
  }

  @Test
  void reportsAreForOrganizersAndTheConferencesViewers() {
    organizer.requireReports(2);
    viewer.requireReports(1);
    denied(() -> viewer.requireReports(2));
    denied(() -> coordinator.requireReports(1));
    denied(() -> board.requireReports(1));
  }

  private static void denied(Runnable call) {
    try {
      call.run();
    } catch (Denied expected) {
      assertThat(expected.status().getCode()).isEqualTo(403);
      return;
    }
    throw new AssertionError("not denied");
  }
}
