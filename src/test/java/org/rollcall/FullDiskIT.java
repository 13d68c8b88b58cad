package org.rollcall;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rollcall.client.Crowd;
import org.rollcall.client.Gathering;

/** The disk of the database is full for a while, under load. */
@RequiresDocker
class FullDiskIT {
  private static final int SITES = 24;
  private static final int SOCKETS = 32;
  private static final int DELEGATES = 300;
  private static final Map<String, Object> LIMITS =
      Map.of("rollcall.desk.patience", "2s", "rollcall.access.foreign-lookups", 1_000_000);
  private static final long SEED = Long.getLong("seed", 20200511);

  @Test
  void commandsArePutOffAndNothingIsLostWhenThereIsRoomAgain() throws Exception {
    try (MySqlServer mysql = MySqlServer.startOnDiskOf("400m");
        RunningServer server = RunningServer.onMySql(mysql.newDatabase(), LIMITS)) {
      Gathering gathering = Gathering.of(server.organizer(), SITES, DELEGATES);
      try (Crowd crowd = new Crowd(gathering, SOCKETS, 1, 0, SEED).start()) {
        await().atMost(Duration.ofSeconds(60)).until(() -> crowd.answers() > crowd.size() / 4);

        mysql.run("dd if=/dev/zero of=/var/lib/mysql/ballast bs=64k 2>/dev/null || true");
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> crowd.told().stream().anyMatch(told -> told.reason().equals("TRY_LATER")));
        mysql.run("rm /var/lib/mysql/ballast");
        // MySQL itself looks for room once a minute
        crowd.await();

        crowd.assertWhole(server.organizer());
      }
    }
  }
}
