package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.client.Api;
import org.rollcall.client.BoardClient;
import org.rollcall.client.Crowd;
import org.rollcall.client.Gathering;
import org.rollcall.client.Recount;

/**
 * The process is killed in the middle of the crowd, twice, and started again on the same database;
 * the devices reconnect and send again what was not answered.
 */
class KilledIT {
  private static final int SITES = 24;
  private static final int SOCKETS = 64;
  private static final int DELEGATES = 500;
  private static final long SEED = Long.getLong("seed", 20200511);

  @TempDir private Path folder;

  @Test
  void nothingAcknowledgedIsLostOnH2() throws Exception {
    killInTheMiddle(Map.of("ROLLCALL_DATA", folder.resolve("data").toString()));
  }

  @Test
  @RequiresDocker
  void nothingAcknowledgedIsLostOnMySql() throws Exception {
    killInTheMiddle(MySqlServer.shared().newDatabase().environment());
  }

  private void killInTheMiddle(Map<String, String> database) throws Exception {
    Map<String, String> environment = new HashMap<>(RunningServer.environment(database));
    environment.put("ROLLCALL_ACCESS_FOREIGN_LOOKUPS", "1000000");
    ServerProcess process = ServerProcess.start(folder, environment);
    Crowd crowd = null;
    try {
      Gathering gathering =
          Gathering.of(RunningServer.organizer(process.address()), SITES, DELEGATES);
      crowd = new Crowd(gathering, SOCKETS, 0, 0, SEED);
      crowd.start();
      for (int kill = 1; kill <= 2; kill++) {
        int enough = crowd.size() * kill / 4;
        Crowd running = crowd;
        await()
            .atMost(Duration.ofSeconds(120))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> running.answers() > enough);
        process.kill();
        process = ServerProcess.start(folder, environment);
        crowd.moveTo(process.address());
      }
      crowd.await();
      assertWhole(process.address(), gathering, crowd);
      assertThat(process.output()).doesNotContain("Exception");
    } finally {
      if (crowd != null) {
        crowd.close();
      }
      process.close();
    }
  }

  private static void assertWhole(URI address, Gathering gathering, Crowd crowd) {
    Api organizer = RunningServer.organizer(address);
    List<JsonNode> log = crowd.assertLogged(organizer);
    List<JsonNode> cards = organizer.delegates(gathering.conference(), "");
    Recount recount = new Recount(1, log, cards, gathering.sites());
    crowd.assertEveryoneArrived(organizer, recount);
    assertThat(recount.present()).isEqualTo(DELEGATES);
    try (var board = BoardClient.connect(organizer, gathering.conference(), "&depth=8")) {
      BoardClient.Shown shown = board.awaitRevision(log.size());
      recount.assertShown(shown.sites(), shown.totals());
    }
  }
}
