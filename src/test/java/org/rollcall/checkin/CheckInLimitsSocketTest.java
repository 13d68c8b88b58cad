package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RunningServer;
import org.rollcall.client.Api;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;
import org.rollcall.client.Json;
import org.rollcall.client.RawSocket;
import org.rollcall.site.Link;
import org.rollcall.site.Links;

/** Where the check-in socket says no, and why it ends. */
class CheckInLimitsSocketTest {
  private static final String PING = "{\"type\":\"ping\"}";

  @TempDir private Path folder;

  @Test
  void afterOneTryLaterTheRestOfTheFrameIsPutOffToo() {
    try (RunningServer server = start(Map.of("rollcall.desk.queue", 2))) {
      Gathering gathering = Gathering.of(server.organizer(), 2, 4);
      try (CheckInClient device = gathering.device(1)) {
        List<ObjectNode> reports = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          reports.add(Commands.siteReport(i));
        }
        List<JsonNode> results =
            device.sendArray(reports).stream().map(CheckInClient::await).toList();
        int first = 0;
        while (first < results.size()
            && results.get(first).path("outcome").asText().equals("APPLIED")) {
          first++;
        }
        assertThat(first).isBetween(1, results.size() - 1);
        assertThat(results.subList(first, results.size()))
            .allMatch(result -> result.path("reason").asText().equals("TRY_LATER"))
            .allMatch(result -> result.path("retry").asText().equals("SAME_ID"));
        ObjectNode putOff = reports.get(first);
        assertThat(device.ask(putOff).path("outcome").asText()).isEqualTo("APPLIED");
      }
    }
  }

  @Test
  void aSocketTooFastForTooLongIsClosedWith1008AndOneBelowTheRateIsNot() {
    Map<String, Object> limits =
        Map.of("rollcall.check-in.commands-per-second", 30, "rollcall.check-in.rate-seconds", 2);
    try (RunningServer server = start(limits)) {
      Gathering gathering = Gathering.of(server.organizer(), 2, 4);
      try (CheckInClient fast = gathering.device(1);
          CheckInClient slow = gathering.device(1)) {
        List<ObjectNode> burst = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          burst.add(Commands.checkOut(gathering.delegateOf(1, 0)));
        }
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(100))
            .until(() -> {
              fast.sendText(burst.toString());
              slow.sendText(PING);
              return fast.isClosed();
            });
        assertThat(fast.awaitClose()).isEqualTo(1008);
        assertThat(slow.isClosed()).isFalse();
        assertThat(slow.ask(Commands.siteReport(1)).path("outcome").asText()).isEqualTo("APPLIED");
      }
    }
  }

  @Test
  void oneSocketTooManyOfAPassIsClosedAndNoOther() {
    try (RunningServer server = start(Map.of("rollcall.check-in.sockets", 2))) {
      Gathering gathering = Gathering.of(server.organizer(), 2, 4);
      try (CheckInClient other = gathering.device(0);
          CheckInClient first = gathering.device(1);
          CheckInClient second = gathering.device(1);
          CheckInClient third = gathering.connect(1)) {
        assertThat(third.awaitClose()).isEqualTo(1008);
        for (CheckInClient device : List.of(other, first, second)) {
          device.ask(Commands.siteReport(1));
        }
      }
    }
  }

  @Test
  void itTakesThePlaceOfOneThatIsNotHeardOfAnyMore() throws Exception {
    Map<String, Object> limits =
        Map.of("rollcall.check-in.sockets", 2, "rollcall.check-in.ping-interval", "1s");
    try (RunningServer server = start(limits)) {
      Gathering gathering = Gathering.of(server.organizer(), 2, 4);
      String pass = gathering.passes().get(gathering.site(1));
      try (CheckInClient alive = gathering.device(1);
          // answers no ping
          RawSocket gone = RawSocket.checkIn(server.base(), pass, 0)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> {
              try (CheckInClient next = gathering.connect(1)) {
                next.welcome();
                next.ask(Commands.siteReport(1));
              }
            });
        assertThat(gone.readClose()).isEqualTo(1001);
        alive.ask(Commands.siteReport(2));
      }
    }
  }

  @Test
  void aMessageOver64KiBIsClosedWith1009HoweverFragmented() throws Exception {
    try (RunningServer server = start(Map.of())) {
      Gathering gathering = Gathering.of(server.organizer(), 2, 4);
      String pass = gathering.passes().get(gathering.site(1));
      byte[] part = " ".repeat(1024).getBytes(StandardCharsets.US_ASCII);
      try (RawSocket whole = RawSocket.checkIn(server.base(), pass, 0);
          RawSocket fragmented = RawSocket.checkIn(server.base(), pass, 0);
          RawSocket fitting = RawSocket.checkIn(server.base(), pass, 0)) {
        whole.send(true, 0, RawSocket.TEXT, new byte[65_537]);
        assertThat(whole.readClose()).isEqualTo(1009);
        for (int i = 0; i <= 64; i++) {
          fragmented.send(i == 64, 0, i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION, part);
        }
        assertThat(fragmented.readClose()).isEqualTo(1009);
        byte[] ping = PING.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 63; i++) {
          fitting.send(false, 0, i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION, part);
        }
        fitting.send(true, 0, RawSocket.CONTINUATION, ping);
        assertThat(fitting.readText()).contains("welcome");
        assertThat(fitting.readText()).contains("pong");
      }
    }
  }

  @Test
  void whoseRightEndsIsClosedWith4401() {
    try (RunningServer server = start(Map.of())) {
      Api organizer = server.organizer();
      Gathering gathering = Gathering.of(organizer, 2, 4);
      String conference = "/conferences/" + gathering.conference();
      String site = conference + "/sites/" + gathering.site(1);

      Api.Pass pass = organizer.newPass(gathering.conference(), gathering.site(1));
      CheckInClient revoked = CheckInClient.connect(server.base(), pass.token());
      revoked.welcome();
      organizer.delete(site + "/passes/" + pass.id());
      assertThat(revoked.awaitClose()).as("pass revoked").isEqualTo(4401);

      String brief =
          organizer
              .post(
                  site + "/passes",
                  Json.object("label", "Tạm", "expiresAt", Instant.now().plusSeconds(3).toString()))
              .expect(201)
              .path("token")
              .asText();
      CheckInClient expiring = CheckInClient.connect(server.base(), brief);
      expiring.welcome();
      assertThat(expiring.awaitClose()).as("pass expired").isEqualTo(4401);

      organizer
          .put(
              conference + "/sites/CL-99",
              Json.object("name", "Điểm cầu lập nhầm", "kind", "BRANCH", "parent", "CL-00"))
          .expect(201);
      String lost = organizer.newPass(gathering.conference(), "CL-99").token();
      CheckInClient orphan = CheckInClient.connect(server.base(), lost);
      orphan.welcome();
      assertThat(organizer.delete(conference + "/sites/CL-99").status()).isBetween(200, 204);
      assertThat(orphan.awaitClose()).as("site deleted").isEqualTo(4401);

      try (CheckInClient other = gathering.device(1)) {
        assertThat(other.ask(Commands.siteReport(1)).path("outcome").asText()).isEqualTo("APPLIED");
      }
    }
  }

  @Test
  void whatARevokedDeviceStillSendsLeavesItsSiteOffline() throws Exception {
    try (RunningServer server = start(Map.of())) {
      Api organizer = server.organizer();
      Gathering gathering = Gathering.of(organizer, 2, 4);
      String site = gathering.site(1);
      Api.Pass pass = organizer.newPass(gathering.conference(), site);
      Links links = server.bean(Links.class);
      try (RawSocket device = RawSocket.checkIn(server.base(), pass.token(), 0)) {
        device.readText();
        assertThat(links.of(gathering.conference(), site).state()).isEqualTo(Link.State.ONLINE);
        organizer
            .delete(
                "/conferences/"
                    + gathering.conference()
                    + "/sites/"
                    + site
                    + "/passes/"
                    + pass.id())
            .expect(204);
        device.sendText(PING);
        assertThat(device.readClose()).isEqualTo(4401);
        device.sendText(PING);
        device.send(true, 0, RawSocket.PONG, new byte[0]);
        // shorter than a site stays online that was heard once more
        await()
            .during(Duration.ofSeconds(1))
            .atMost(Duration.ofSeconds(20))
            .until(() -> links.of(gathering.conference(), site).state() == Link.State.OFFLINE);
      }
    }
  }

  @Test
  void anOrganizerDisabledOrWithANewPasswordIsClosedWith4401() {
    try (RunningServer server = start(Map.of())) {
      Api organizer = server.organizer();
      Gathering gathering = Gathering.of(organizer, 2, 4);
      long user =
          organizer
              .post(
                  "/users",
                  Json.object(
                      "username", "can-bo", "password", "điểm-cầu-2020", "role", "ORGANIZER"))
              .expect(201)
              .path("id")
              .asLong();
      for (ObjectNode change :
          List.of(Json.object("password", "mới-2020-điểm"), Json.object("disabled", true))) {
        String password = change.has("disabled") ? "mới-2020-điểm" : "điểm-cầu-2020";
        Api second = Api.at(server.base()).login("can-bo", password);
        CheckInClient socket =
            CheckInClient.connect(second, gathering.conference(), gathering.site(1));
        socket.welcome();
        assertThat(organizer.patch("/users/" + user, change).status()).isEqualTo(200);
        assertThat(socket.awaitClose()).as(change.toString()).isEqualTo(4401);
      }
    }
  }

  @Test
  void aStoppingServerAnswersWhatItTookAndSays1001() {
    Gathering gathering;
    CheckInClient device;
    CompletableFuture<JsonNode> last;
    try (RunningServer server = start(Map.of())) {
      gathering = Gathering.of(server.organizer(), 2, 4);
      device = gathering.device(1);
      last = device.send(Commands.siteReport(7));
      CheckInClient.await(last);
    }
    assertThat(device.awaitClose()).isEqualTo(1001);
  }

  @Test
  void aSocketThatIsSilentIsClosedAndOneThatAnswersPingsIsNot() throws Exception {
    Map<String, Object> limits =
        Map.of(
            "rollcall.check-in.silence", "3s",
            "rollcall.check-in.ping-interval", "500ms");
    try (RunningServer server = start(limits)) {
      Gathering gathering = Gathering.of(server.organizer(), 2, 4);
      String pass = gathering.passes().get(gathering.site(1));
      try (CheckInClient alive = gathering.device(1);
          RawSocket silent = RawSocket.checkIn(server.base(), pass, 0)) {
        int pings = 0;
        int closed = 0;
        for (RawSocket.Frame frame = silent.read(); frame != null; frame = silent.read()) {
          pings += frame.opcode() == RawSocket.PING ? 1 : 0;
          closed += frame.opcode() == RawSocket.CLOSE ? 1 : 0;
          // a peer that answers nothing, not the close frame either, is cut all the same
          assertThat(pings).isLessThan(100);
        }
        assertThat(pings).isPositive();
        assertThat(closed).isEqualTo(1);
        assertThat(alive.isClosed()).isFalse();
        assertThat(alive.ask(Commands.siteReport(1)).path("outcome").asText()).isEqualTo("APPLIED");
      }
    }
  }

  private RunningServer start(Map<String, Object> limits) {
    return RunningServer.onH2(folder, limits);
  }
}
