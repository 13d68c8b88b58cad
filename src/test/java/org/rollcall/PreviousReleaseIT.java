package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.client.Crowd;
import org.rollcall.client.Gathering;

/**
 * The version before and this one side by side on one database, as in the middle of an upgrade: the
 * old one goes on working on the new tables, and starts on them.
 */
@RequiresDocker
@ExtendWith(PreviousRelease.Condition.class)
class PreviousReleaseIT {
  private static final int SITES = 8;
  private static final int SOCKETS = 16;
  private static final int DELEGATES = 160;
  private static final long SEED = Long.getLong("seed", 20200511);

  @TempDir private Path folder;

  @Test
  void bothWorkOnTheNewTables() throws Exception {
    Path jar = PreviousRelease.jar();
    MySqlServer.Database database = MySqlServer.shared().newDatabase();
    Map<String, String> environment =
        new HashMap<>(RunningServer.environment(database.environment()));
    environment.put("ROLLCALL_ACCESS_FOREIGN_LOOKUPS", "1000000");
    ServerProcess before = ServerProcess.start(jar, folder, environment);
    ServerProcess now = null;
    Crowd crowd = null;
    try {
      Gathering gathering =
          Gathering.of(RunningServer.organizer(before.address()), SITES, DELEGATES);
      crowd = new Crowd(gathering, SOCKETS, 0, 5, SEED);
      crowd.goOnUpTo(30);
      crowd.start();
      // the new one brings the tables up to date while the old one is at work on them
      now = ServerProcess.start(folder, environment);
      crowd.moveTo(now.address(), before.address());
      migrateFurther(database);
      crowd.goOnUpTo(60);
      awaitAnswers(crowd, DELEGATES * 2);
      before.kill();
      before = ServerProcess.start(jar, folder, environment);
      crowd.moveTo(before.address(), now.address());
      crowd.goOnUpTo(100);
      crowd.await();

      assertThat(List.of(now.output(), before.output()))
          .allSatisfy(output -> assertThat(output).doesNotContain("Exception", " ERROR "));
      crowd.assertWhole(
          RunningServer.organizer(now.address()), RunningServer.organizer(before.address()));
    } finally {
      if (crowd != null) {
        crowd.close();
      }
      before.close();
      if (now != null) {
        now.close();
      }
    }
  }

  /** What a later version will do to both: they read what they know of, and start all the same. */
  private void migrateFurther(MySqlServer.Database database) throws Exception {
    Path later = Files.createDirectories(folder.resolve("later"));
    Files.writeString(
        later.resolve("V1000__later.sql"), "ALTER TABLE site_pass ADD COLUMN later INT NULL;");
    int applied =
        Flyway.configure()
            .dataSource(database.url(), database.username(), database.password())
            .locations("classpath:db/migration", "filesystem:" + later)
            .load()
            .migrate()
            .migrationsExecuted;
    assertThat(applied).isEqualTo(1);
  }

  private static void awaitAnswers(Crowd crowd, int enough) {
    await().atMost(Duration.ofSeconds(90)).until(() -> crowd.answers() > enough);
  }
}
