package org.rollcall;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rollcall.client.Crowd;
import org.rollcall.client.Gathering;

/**
 * MySQL is killed under the crowd of two servers, and starts again elsewhere on the same files, as
 * after a failover. Neither server is touched.
 */
@RequiresDocker
class MySqlRestartIT {
  private static final int SITES = 24;
  private static final int SOCKETS = 64;
  private static final int DELEGATES = 500;
  private static final Map<String, Object> LIMITS =
      Map.of("rollcall.access.foreign-lookups", 1_000_000);
  private static final long SEED = Long.getLong("seed", 20200511);

  @Test
  void bothServersGoOnAndNothingIsLost() throws Exception {
    try (MySqlServer mysql = MySqlServer.startOnDisk()) {
      MySqlServer.Database database = mysql.newDatabase();
      try (MySqlLine line = new MySqlLine(database);
          RunningServer one = RunningServer.onMySql(line.database(database), LIMITS);
          RunningServer two = RunningServer.onMySql(line.database(database), LIMITS)) {
        Gathering gathering = Gathering.of(one.organizer(), SITES, DELEGATES);
        try (Crowd crowd = new Crowd(gathering, SOCKETS, 0, 0, SEED)) {
          crowd.moveTo(one.base(), two.base());
          crowd.start();
          await()
              .atMost(Duration.ofSeconds(90))
              .pollInterval(Duration.ofMillis(5))
              .until(() -> crowd.answers() > crowd.size() / 4);
          line.leadTo(mysql.restart(database));
          crowd.await();

          crowd.assertWhole(one.organizer(), two.organizer());
        }
      }
    }
  }
}
