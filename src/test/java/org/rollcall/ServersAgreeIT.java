package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.attendance.DeskLimits;
import org.rollcall.client.Api;
import org.rollcall.client.BoardClient;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;
import org.rollcall.client.Json;

/** What is done at one server of a database is so at the other. */
@RequiresDocker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersAgreeIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration AGREED = Duration.ofMillis(300);
  private static final int ROUNDS = 40;

  private RunningServer one;
  private RunningServer two;
  private Gathering gathering;
  private long conference;

  @BeforeAll
  void start() {
    MySqlServer.Database database = MySqlServer.shared().newDatabase();
    one = RunningServer.onMySql(database, Map.of());
    two = RunningServer.onMySql(database, Map.of());
    // made when both serve already
    gathering = Gathering.of(one.organizer(), 3, 60);
    conference = gathering.conference();
  }

  @AfterAll
  void stop() {
    one.close();
    two.close();
  }

  /** A board's tick and the look for others' events leave a third of the promise for the rest. */
  @Test
  void theIntervalsAddUpToLessThanIsPromised() {
    Duration look = one.bean(DeskLimits.class).followInterval();
    Duration tick = Duration.ofMillis(100);
    assertThat(look.plus(tick)).isLessThanOrEqualTo(AGREED.multipliedBy(2).dividedBy(3));
  }

  @Test
  void aBoardAtOneServerShowsWhatACoordinatorDoesAtTheOther() {
    List<Long> millis = new ArrayList<>();
    try (CheckInClient device = gathering.device(0);
        BoardClient board = BoardClient.connect(two.organizer(), conference, "&depth=8")) {
      for (int i = 0; i < ROUNDS; i++) {
        JsonNode result = device.ask(Commands.siteReport(i));
        long answered = System.nanoTime();
        board.awaitRevision(result.path("revision").asLong());
        millis.add((System.nanoTime() - answered) / 1_000_000);
      }
    }
    Collections.sort(millis);
    System.out.printf(
        "from the answer at one server to the board at the other: p50 %d ms, max %d ms%n",
        millis.get(ROUNDS / 2), millis.getLast());
    assertThat(millis.getFirst()).as("at its best").isLessThan(AGREED.toMillis());
  }

  @Test
  void rollCallsSitesAndRosterReachTheOther() {
    Api here = one.organizer();
    Api there = two.organizer();
    try (CheckInClient device =
            CheckInClient.connect(two.base(), gathering.passes().get(gathering.site(1)));
        BoardClient board = BoardClient.connect(there, conference, "&depth=8")) {
      device.welcome();
      here.importDelegates(
          conference,
          "code,full_name,title,organisation,site_code\nMỚI-1,Nông Thị Mới,,Chi bộ 1,CL-01\n");
      device.awaitFrame("reload");
      assertThat(there.get("/conferences/" + conference + "/delegates/M%E1%BB%9AI-1").status())
          .isEqualTo(200);

      here.put(
              "/conferences/" + conference + "/sites/CL-01",
              Json.object("name", "Xã Gia Cát", "kind", "BRANCH", "parent", "CL-00"))
          .expect(200);
      device.awaitFrame(
          "with the new name",
          frame -> frame.path("site").path("name").asText().equals("Xã Gia Cát"));

      here.rollCall(conference, 1, "close").expect(200);
      assertThat(device.ask(Commands.checkIn("MỚI-1").put("rollCall", 1)).path("reason").asText())
          .isEqualTo("NOT_OPEN");
      device.awaitFrame(
          "of the closing",
          frame -> frame.path("rollCall").path("state").asText().equals("CLOSED"));
      here.rollCall(conference, 1, "reopen").expect(200);
      device.awaitFrame(
          "of the reopening",
          frame ->
              frame.path("type").asText().equals("welcome")
                  && frame.path("rollCall").path("state").asText().equals("OPEN"));
      board.awaitRevision(here.headcounts(conference).path("revision").asLong());
      assertThat(board.shown().sites().get("CL-01").path("name").asText()).isEqualTo("Xã Gia Cát");
    }
  }

  @Test
  void revocationsReachTheOther() {
    Api here = one.organizer();
    Api.Pass pass = here.newPass(conference, "CL-02");
    long user =
        here.post(
                "/users",
                Json.object("username", "xem", "password", "sĩ-số-2020", "role", "ORGANIZER"))
            .expect(201)
            .path("id")
            .asLong();
    Api viewer = Api.at(two.base()).login("xem", "sĩ-số-2020");
    try (CheckInClient device = CheckInClient.connect(two.base(), pass.token());
        BoardClient board = BoardClient.connect(viewer, conference, "&depth=8")) {
      device.welcome();
      here.delete("/conferences/" + conference + "/sites/CL-02/passes/" + pass.id()).expect(204);
      here.patch("/users/" + user, Json.object("disabled", true)).expect(200);

      assertThat(device.awaitClose()).isEqualTo(4401);
      assertThat(board.awaitClose()).isEqualTo(4401);
      await().atMost(LONG).until(() -> viewer.get("/me").status() == 401);
    }
  }
}
