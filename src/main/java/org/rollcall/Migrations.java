package org.rollcall;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * The tables of the database, brought up to date apart from a start: by a user who may change
 * tables, so that the one who serves need not.
 */
final class Migrations {
  private Migrations() {}

  /**
   * Brings the tables up to date. Several at once wait for each other, and do it once. A database
   * that cannot be reached yet is waited for, see {@link DatabaseProbe#await}.
   *
   * @param told hears once, in one line, that it waits
   * @return one line that says what was done
   * @throws StartRefused if the database cannot be used or a change of its tables fails
   */
  static String run(Settings settings, Consumer<String> told) {
    try (Connection held = DatabaseProbe.await(settings, told)) {
      MigrateResult result = flyway(settings).migrate();
      return "The tables are up to date; changes applied: " + result.migrationsExecuted;
    } catch (FlywayException e) {
      throw refusal(e);
    } catch (SQLException e) {
      throw new StartRefused("the database broke off: " + DatabaseProbe.reason(e));
    }
  }

  /**
   * Reads how far the tables are, and changes nothing. Tables that a later version has changed
   * already are as good.
   *
   * @throws StartRefused if a change that this version needs was not applied
   */
  static void requireDone(Settings settings) {
    try {
      MigrationInfo[] pending = flyway(settings).info().pending();
      if (pending.length > 0) {
        throw new StartRefused(
            "the tables of the database are not up to date, "
                + pending[0].getScript()
                + " was not applied: run rollcall with the argument migrate, as a user who may"
                + " change tables");
      }
    } catch (FlywayException e) {
      throw new StartRefused(
          "the state of the database's tables cannot be read: " + DatabaseProbe.reason(e));
    }
  }

  /** What is said when Flyway gives up, whether at a start or apart from it. */
  static StartRefused refusal(Throwable cause) {
    return new StartRefused(
        "the tables of the database cannot be made or brought up to date: "
            + DatabaseProbe.reason(cause));
  }

  /** Finds the same files as at a start: db/migration is its default. */
  private static Flyway flyway(Settings settings) {
    return Flyway.configure()
        .dataSource(settings.jdbcUrl(), settings.username(), settings.password())
        .load();
  }
}
