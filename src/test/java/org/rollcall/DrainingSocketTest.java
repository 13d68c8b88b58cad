package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.client.BoardClient;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;
import org.rollcall.client.SocketClient;
import org.rollcall.web.Draining;

/** A server leaves. */
class DrainingSocketTest {
  private static final int DELEGATES = 200;
  private static final int GOING_AWAY = 1001;

  @TempDir private Path folder;
  private RunningServer server;
  private Gathering gathering;

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(Map<String, Object> limits) {
    server = RunningServer.onH2(folder, limits);
    gathering = Gathering.of(server.organizer(), 2, DELEGATES);
  }

  @Test
  void whatWasTakenIsAnsweredBeforeTheGoodbye() {
    start(Map.of());
    List<ObjectNode> frame = new ArrayList<>();
    gathering.delegates().forEach(d -> frame.add(Commands.checkIn(d).put("force", true)));
    try (CheckInClient device = gathering.device(0);
        BoardClient board = gathering.board()) {
      List<CompletableFuture<JsonNode>> answers = device.sendArray(frame);
      CheckInClient.await(answers.getFirst());
      server.bean(Draining.class).drain();

      assertThat(device.awaitClose()).isEqualTo(GOING_AWAY);
      assertThat(board.awaitClose()).isEqualTo(GOING_AWAY);
      for (CompletableFuture<JsonNode> answer : answers) {
        assertThat(CheckInClient.await(answer).path("outcome").asText()).isEqualTo("APPLIED");
      }
    }
  }

  @Test
  void whoeverComesWhenTheGoodbyesHaveBegunIsSentElsewhere() {
    start(Map.of());
    assertThat(readiness()).isEqualTo(200);

    server.bean(Draining.class).drain();

    assertThat(readiness()).isEqualTo(503);
    assertThat(HttpStatuses.of(server.base().resolve("/health/liveness"))).isEqualTo(200);
    assertThatThrownBy(() -> gathering.connect(0))
        .isInstanceOfSatisfying(
            SocketClient.Refused.class, refused -> assertThat(refused.status()).isEqualTo(503));
    assertThat(server.organizer().get("/me").status()).as("calls go on").isEqualTo(200);
  }

  @Test
  void readinessGoesDownFirstAndAllIsServedMeanwhile() throws Exception {
    start(Map.of("rollcall.shutdown.notice", "10m"));
    try (CheckInClient before = gathering.device(0)) {
      Thread leaving = Thread.ofVirtual().start(() -> server.bean(Draining.class).drain());
      await().atMost(Duration.ofSeconds(30)).until(() -> readiness() == 503);

      try (CheckInClient late = gathering.device(1)) {
        for (CheckInClient device : List.of(before, late)) {
          JsonNode result = device.ask(Commands.siteReport(1));
          assertThat(result.path("outcome").asText()).isEqualTo("APPLIED");
        }
      }
      leaving.interrupt();
      leaving.join();
    }
  }

  private int readiness() {
    return HttpStatuses.of(server.base().resolve("/health/readiness"));
  }
}
