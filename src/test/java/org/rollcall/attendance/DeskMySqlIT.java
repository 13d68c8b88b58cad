package org.rollcall.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rollcall.attendance.Rehearsal.checkIn;
import static org.rollcall.attendance.Rehearsal.checkOut;
import static org.rollcall.attendance.Rehearsal.undo;
import static org.rollcall.attendance.Rehearsal.walkIn;
import static org.rollcall.attendance.Server.word;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;
import org.rollcall.Settings;

/** The desk's promises on MySQL, and those of several servers on one database. */
@RequiresDocker
class DeskMySqlIT extends DeskContractTest {
  @Override
  Settings settings() {
    return MySqlServer.shared().newDatabase().settings();
  }

  @Test
  void twoServersInARushForTheSameDelegatesNeverDisagree() throws Exception {
    long conference = server.conference(120);
    try (Server other = new Server(database)) {
      other.desks.of(conference);

      List<Outcome> outcomes = rush(conference, List.of(server, other), 12, 120, null);

      List<Event> log = LogReading.read(server.reader, conference, 0, 100_000, null);
      assertThat(log).extracting(Event::id).doesNotHaveDuplicates();
      assertThat(log.getLast().revision()).isEqualTo(log.size());
      long checkIns = log.stream().filter(e -> e.type() == EventType.CHECK_IN).count();
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Applied).hasSize((int) checkIns);
      assertThat(outcomes).extracting(Server::word).doesNotContain("refused TRY_LATER");
      catchesUp(server, other, conference);
      assertThat(snapshot(other, conference).sites())
          .isEqualTo(snapshot(server, conference).sites());
      assertThat(other.told).usingRecursiveFieldByFieldElementComparator().isEqualTo(log);
    }
  }

  @Test
  void aRollCallThatOneServerClosesTakesNothingOnTheOther() throws Exception {
    long conference = server.conference(120);
    try (Server other = new Server(database)) {
      other.desks.of(conference);

      rush(
          conference,
          List.of(server, other),
          8,
          120,
          () -> other.turn(conference, 1, RollCallState.CLOSED));

      List<Event> log = LogReading.read(server.reader, conference, 0, 100_000, null);
      assertThat(log.getLast().phase()).isEqualTo("CLOSED");
      assertThat(log.getLast().revision()).isEqualTo(log.size());
    }
  }

  @Test
  void anIdleServerFollowsWhatTheOtherWrites() throws Exception {
    long conference = server.conference(3);
    try (Server other = new Server(database)) {
      other.desks.of(conference);
      int second = server.plan(conference, "Buổi chiều");
      server.ask(conference, "S", checkIn("D-1"));
      Outcome.Applied guest =
          (Outcome.Applied) server.ask(conference, "S", walkIn("Phạm Văn Khách"));

      catchesUp(server, other, conference);
      Register read = other.register(conference);
      assertThat(read.person("D-1").standing(1).presentAt("S")).isTrue();
      assertThat(read.person(guest.delegate().code()).delegate().fullName())
          .isEqualTo("Phạm Văn Khách");
      assertThat(read.rollCall(second).title()).isEqualTo("Buổi chiều");
    }
  }

  @Test
  void whatOneServerAppliedTheOtherReplaysRefusesAndUndoesAtOnce() throws Exception {
    long conference = server.conference(3);
    DeskLimits seldom = new DeskLimits(8192, 256, Duration.ofSeconds(5), Duration.ofMinutes(10));
    try (Server other = new Server(database, seldom)) {
      other.desks.of(conference);
      Command came = checkIn("D-1");
      server.ask(conference, "S", came);

      assertThat(word(other.ask(conference, "S", came))).isEqualTo("REPLAYED");
      server.ask(conference, "S", checkOut("D-1"));
      assertThat(word(other.ask(conference, "S", undo(came.id())))).isEqualTo("refused STALE");
      server.turn(conference, 1, RollCallState.CLOSED);
      assertThat(word(other.ask(conference, "S", checkIn("D-1")))).isEqualTo("refused NOT_OPEN");
      server.turn(conference, 1, RollCallState.OPEN);
      assertThat(
              other.amend(
                  conference,
                  register -> {
                    assertThat(register.open()).isNotNull();
                    return Amendment.Plan.NOTHING;
                  }))
          .isEqualTo(server.register(conference).revision());
    } finally {
      server.close();
    }
  }

  private static void catchesUp(Server server, Server other, long conference) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> other.register(conference).revision() == server.register(conference).revision());
  }
}
