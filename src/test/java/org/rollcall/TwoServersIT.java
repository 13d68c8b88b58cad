package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.client.BoardClient;
import org.rollcall.client.Crowd;
import org.rollcall.client.Gathering;

/**
 * Two servers on one database under the crowd. One is killed and started again, the other stopped
 * for 20 s and continued, then each is drained and started again, as a rolling restart does it. The
 * devices do what the protocol tells clients to do, and know both addresses.
 */
@RequiresDocker
class TwoServersIT {
  private static final int SITES = 24;
  private static final int SOCKETS = 64;
  private static final int DELEGATES = 500;
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofSeconds(20);
  private static final Duration IMPATIENCE = Duration.ofSeconds(5);
  private static final long SEED = Long.getLong("seed", 20200511);

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private ServerProcess one;
  private ServerProcess two;
  private Crowd crowd;

  @Test
  void nothingIsLostAndNobodyCountedTwiceWhateverBefallsEither() throws Exception {
    environment.putAll(RunningServer.environment(MySqlServer.shared().newDatabase().environment()));
    environment.put("ROLLCALL_ACCESS_FOREIGN_LOOKUPS", "1000000");
    environment.put("ROLLCALL_SHUTDOWN_NOTICE", "1s");
    // both at once on an empty database: its tables are made once
    one = start();
    two = start();
    try {
      two.address();
      Gathering gathering = Gathering.of(RunningServer.organizer(one.address()), SITES, DELEGATES);
      try (BoardClient board = gathering.board()) {
        crowd = new Crowd(gathering, SOCKETS, 0, 5, SEED);
        crowd.moveTo(one.address(), two.address());
        crowd.giveUpAfter(IMPATIENCE);
        crowd.goOnUpTo(20);
        crowd.start();

        underLoad(20);
        two.kill();
        two = start();
        meet();

        underLoad(40);
        one.pause();
        Thread.sleep(PAUSE);
        one.goOn();
        awaitAll();

        underLoad(60);
        assertLeavesInGoodOrder(two);
        two = start();
        meet();

        underLoad(80);
        assertLeavesInGoodOrder(one);
        assertThat(board.awaitClose()).isEqualTo(1001);
        one = start();
        meet();
      }
      crowd.goOnUpTo(100);
      crowd.await();
      Duration slowest = Collections.max(crowd.returns());
      System.out.printf(
          "%d sockets were sent on with 1001, the slowest was back after %d ms%n",
          crowd.returns().size(), slowest.toMillis());
      assertThat(crowd.returns()).hasSizeGreaterThanOrEqualTo(SOCKETS);
      assertThat(slowest).isLessThan(Duration.ofSeconds(30));
      crowd.assertWhole(
          RunningServer.organizer(one.address()), RunningServer.organizer(two.address()));
    } finally {
      if (crowd != null) {
        crowd.close();
      }
      one.close();
      two.close();
    }
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start(folder, environment);
  }

  /** Both serve, and every device has a line to one of them. */
  private void meet() {
    crowd.moveTo(one.address(), two.address());
    awaitAll();
  }

  private void awaitAll() {
    await().atMost(LONG).until(() -> crowd.connected() == SOCKETS);
  }

  private void underLoad(int percent) {
    int before = crowd.answers();
    crowd.goOnUpTo(percent);
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> crowd.answers() > before + crowd.size() / 20);
  }

  private static void assertLeavesInGoodOrder(ServerProcess server) throws Exception {
    URI address = server.address();
    server.term();
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> HttpStatuses.of(address.resolve("/health/readiness")) == 503);
    assertThat(server.exitCode()).isZero();
    assertThat(server.output()).doesNotContain(" ERROR ");
  }
}
