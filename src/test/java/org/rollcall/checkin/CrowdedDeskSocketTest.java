package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RunningServer;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;

/** A desk that takes few commands at once: what it has no room for is said so, in its turn. */
class CrowdedDeskSocketTest {
  private static final int SOCKETS = 8;
  private static final int COMMANDS = 400;

  @Test
  void whatIsPutOffAtOnceDoesNotOvertakeWhatWasDecided(@TempDir Path folder) {
    try (RunningServer server = RunningServer.onH2(folder, Map.of("rollcall.desk.queue", 4))) {
      Gathering gathering = Gathering.of(server.organizer(), SOCKETS, SOCKETS);
      List<CheckInClient> devices = new ArrayList<>();
      List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
      for (int site = 0; site < SOCKETS; site++) {
        devices.add(gathering.device(site));
      }
      for (int i = 0; i < COMMANDS; i++) {
        for (CheckInClient device : devices) {
          answers.add(device.send(Commands.siteReport(i)));
        }
      }

      // an answer out of its order is never taken for one, so that waiting for it fails
      List<JsonNode> results = answers.stream().map(CheckInClient::await).toList();

      assertThat(results).anyMatch(result -> result.path("outcome").asText().equals("APPLIED"));
      assertThat(results).anyMatch(result -> result.path("reason").asText().equals("TRY_LATER"));
      devices.forEach(CheckInClient::close);
    }
  }
}
