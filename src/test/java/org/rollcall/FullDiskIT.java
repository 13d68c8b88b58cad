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
      try (Crowd crowd = new Crowd(gathering, SOCKETS, 1, 0, SEED)) {
        // the rest is sent when the disk is full, however fast the machine is
        crowd.goOnUpTo(30);
        crowd.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> crowd.answers() > crowd.size() / 4);

        fill(mysql);
        crowd.goOnUpTo(100);
        await()
            .atMost(Duration.ofSeconds(120))
            .until(() -> {
              // MySQL finds files of its own to give up for a while
              fill(mysql);
              return crowd.told().stream().anyMatch(told -> told.reason().equals("TRY_LATER"));
            });
        mysql.run("rm /var/lib/mysql/ballast");
        // MySQL itself looks for room once a minute
        crowd.await();

        crowd.assertWhole(server.organizer());
      }
    }
  }

  private static void fill(MySqlServer mysql) throws Exception {
    mysql.run(
        "dd if=/dev/zero of=/var/lib/mysql/ballast bs=4k oflag=append conv=notrunc 2>/dev/null ||"
            + " true");
  }
}
