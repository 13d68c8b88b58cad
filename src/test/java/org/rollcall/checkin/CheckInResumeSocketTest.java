package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RunningServer;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;
import org.rollcall.client.Json;

/** Going on after a cut. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckInResumeSocketTest {
  private static final int LIMIT = 8;

  private RunningServer server;
  private Gathering gathering;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = RunningServer.onH2(folder, Map.of("rollcall.check-in.resume-events", LIMIT));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void gather() {
    gathering = Gathering.of(server.organizer(), 3, 30);
  }

  @Test
  void allEventsOfTheSiteComeInOrderItsOwnIncluded() {
    JsonNode welcome;
    List<Long> own = new ArrayList<>();
    try (CheckInClient device = gathering.connect(1);
        CheckInClient elsewhere = gathering.device(2)) {
      welcome = device.welcome();
      own.add(revisionOf(device, 0));
      revisionOf(elsewhere, 5);
      own.add(device.ask(Commands.siteReport(1)).path("revision").asLong());
      own.add(
          elsewhere
              .ask(Commands.checkIn(gathering.delegateOf(1, 1)).put("force", true))
              .path("revision")
              .asLong());
    }
    try (CheckInClient device = gathering.device(1)) {
      device.resume(welcome.path("epoch").asText(), welcome.path("revision").asLong());
      JsonNode resumed = device.awaitFrame("resumed");
      assertThat(device.unread("event"))
          .extracting(event -> event.path("revision").asLong())
          .isEqualTo(own);
      assertThat(resumed.path("revision").asLong()).isGreaterThanOrEqualTo(own.getLast());
    }
  }

  private long revisionOf(CheckInClient device, int i) {
    int site = device.frames().getFirst().path("site").path("code").asText().endsWith("1") ? 1 : 2;
    JsonNode result = device.ask(Commands.checkIn(gathering.delegateOf(site, i)));
    assertThat(result.path("outcome").asText()).isEqualTo("APPLIED");
    return result.path("revision").asLong();
  }

  @Test
  void whoCatchesUpWhileTheRollCallChangesHearsOfIt() throws Exception {
    String epoch;
    try (CheckInClient device = gathering.device(1)) {
      epoch = device.frames().getFirst().path("epoch").asText();
    }
    for (int round = 0; round < 12; round++) {
      List<CheckInClient> devices = new ArrayList<>();
      try {
        Thread organizer =
            Thread.ofVirtual()
                .start(() -> {
                  gathering.organizer().rollCall(gathering.conference(), 1, "close").expect(200);
                  gathering.organizer().rollCall(gathering.conference(), 1, "reopen").expect(200);
                  gathering.organizer().rollCall(gathering.conference(), 1, "close").expect(200);
                });
        while (organizer.isAlive() && devices.size() < 60) {
          CheckInClient device = gathering.connect(1);
          devices.add(device);
          device.resume(epoch, 1);
        }
        organizer.join();
        for (CheckInClient device : devices) {
          await()
              .untilAsserted(() ->
                  assertThat(lastState(device))
                      .as("the roll call that a device knows")
                      .isEqualTo("CLOSED"));
        }
      } finally {
        devices.forEach(CheckInClient::close);
      }
      gathering.organizer().rollCall(gathering.conference(), 1, "reopen").expect(200);
    }
  }

  private static String lastState(CheckInClient device) {
    return device.frames().stream()
        .filter(frame -> frame.path("type").asText().equals("welcome"))
        .reduce((before, after) -> after)
        .map(welcome -> welcome.path("rollCall").path("state").asText())
        .orElse("");
  }

  @Test
  void whoHasAllIsToldSoAtOnce() {
    try (CheckInClient device = gathering.connect(1)) {
      JsonNode welcome = device.welcome();
      device.resume(welcome.path("epoch").asText(), welcome.path("revision").asLong());
      assertThat(device.awaitFrame("resumed").path("revision")).isEqualTo(welcome.path("revision"));
      assertThat(device.unread("event")).isEmpty();
    }
  }

  @Test
  void anotherEpochIsToldToReload() {
    try (CheckInClient device = gathering.device(1)) {
      device.resume(UUID.randomUUID().toString(), 1);
      device.awaitFrame("reload");
      assertThat(device.ask(Commands.siteReport(1)).path("outcome").asText()).isEqualTo("APPLIED");
    }
  }

  @Test
  void aRevisionThatTheLogHasNotReachedIsToldToReload() {
    try (CheckInClient device = gathering.connect(1)) {
      JsonNode welcome = device.welcome();
      device.resume(welcome.path("epoch").asText(), welcome.path("revision").asLong() + 1000);
      device.awaitFrame("reload");
    }
  }

  @Test
  void asManyEventsAsTheLimitComeAndOneMoreIsToldToReload() {
    JsonNode welcome;
    try (CheckInClient device = gathering.connect(1)) {
      welcome = device.welcome();
      for (int i = 0; i < LIMIT; i++) {
        device.ask(Commands.siteReport(i));
      }
      resume(welcome, "resumed", LIMIT);
      device.ask(Commands.siteReport(LIMIT));
      resume(welcome, "reload", 0);
    }
  }

  private void resume(JsonNode welcome, String ending, int events) {
    try (CheckInClient device = gathering.device(1)) {
      device.resume(welcome.path("epoch").asText(), welcome.path("revision").asLong());
      device.awaitFrame(ending);
      assertThat(device.unread("event")).hasSize(events);
    }
  }

  @Test
  void aChangeOfTheSitesRosterIsToldToReloadAtOnceAndAtAResume() {
    String one = "/conferences/" + gathering.conference() + "/delegates/";
    try (CheckInClient device = gathering.connect(1);
        CheckInClient unconcerned = gathering.device(2)) {
      JsonNode welcome = device.welcome();
      device.sendText("{\"type\":\"ping\"}");
      device.awaitFrame("pong");
      server
          .organizer()
          .put(
              one + "M%E1%BB%9AI-01",
              Json.object(
                  "fullName", "Đinh Thị Mới",
                  "organisation", "Chi bộ 1",
                  "homeSite", gathering.site(1)))
          .expect(201);
      device.awaitFrame("reload");
      resume(welcome, "reload", 0);
      unconcerned.sendText("{\"type\":\"ping\"}");
      unconcerned.awaitFrame("pong");
      assertThat(unconcerned.unread("reload")).isEmpty();
    }
  }

  @Test
  void withoutAResumeWhatCameAfterTheGreetingIsToldAllTheSame() {
    try (CheckInClient device = gathering.device(1);
        CheckInClient other = gathering.device(1)) {
      long revision = other.ask(Commands.siteReport(3)).path("revision").asLong();
      assertThat(device.awaitFrame("event").path("revision").asLong()).isEqualTo(revision);
    }
  }
}
