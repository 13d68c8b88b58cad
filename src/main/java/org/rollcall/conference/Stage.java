package org.rollcall.conference;

import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.rollcall.attendance.BinaryId;
import org.rollcall.attendance.BoundedTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of changes in the database, before an event makes them visible. They are written and
 * taken back some at a time, each time in a transaction of its own, so that none takes long however
 * many they are; nobody else reads or locks the rows of a change that has no event. Plain JDBC: a
 * nation's roster has 1.9 million. Blocks.
 */
@Singleton
public final class Stage {
  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
  private static final int PURGED_AT_ONCE = 1000;

  private final DataSource dataSource;
  private final BoundedTransactions bounds;
  private final RegistrationLimits limits;
  private final Clock clock;

  Stage(
      DataSource dataSource,
      DataSourceResolver resolver,
      BoundedTransactions bounds,
      RegistrationLimits limits,
      Clock clock) {
    this.dataSource = resolver.resolve(dataSource);
    this.bounds = bounds;
    this.limits = limits;
    this.clock = clock;
  }

  /** Where rows of a kind stand. */
  public enum Table {
    SITES("site_version"),
    DELEGATES("delegate_version");

    private final String table;

    Table(String table) {
      this.table = table;
    }
  }

  /** A row of a change. */
  @FunctionalInterface
  public interface Row {
    /** Gives all values to the statement that inserts it. */
    void set(PreparedStatement insert, long conference, byte[] change) throws SQLException;
  }

  /**
   * Writes rows under a change.
   *
   * @param insert the statement that inserts one
   * @param staged is told how many are written, each time some are
   * @throws DataAccessException where the database does not take them; some may be written
   */
  public void write(
      String insert,
      long conference,
      UUID change,
      Iterator<? extends Row> rows,
      IntConsumer staged) {
    byte[] id = BinaryId.bytes(change);
    try {
      bounds.with(
          dataSource,
          connection -> {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
              note(connection, conference, id);
              int written = 0;
              while (rows.hasNext()) {
                int batch = 0;
                while (batch < limits.stagingBatch() && rows.hasNext()) {
                  rows.next().set(statement, conference, id);
                  statement.addBatch();
                  batch++;
                }
                statement.executeBatch();
                connection.commit();
                written += batch;
                staged.accept(written);
              }
              return written;
            } catch (SQLException e) {
              connection.rollback();
              throw e;
            }
          });
    } catch (SQLException e) {
      throw new DataAccessException("rows could not be staged: " + e.getMessage(), e);
    }
  }

  // in the transaction of the first rows
  private void note(Connection connection, long conference, byte[] change) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO staged_change (change_id, conference_id, staged_at) VALUES (?, ?, ?)")) {
      insert.setBytes(1, change);
      insert.setLong(2, conference);
      insert.setTimestamp(3, Timestamp.from(clock.instant()));
      insert.executeUpdate();
    }
  }

  /** Whether rows staged since then may still be switched to; later they may be deleted. */
  boolean isFresh(Instant since) {
    return clock.instant().isBefore(since.plus(limits.stagingKept().dividedBy(2)));
  }

  /** Now, by the clock that ages rows. */
  Instant now() {
    return clock.instant();
  }

  /**
   * Takes back what was staged under a change that will have no event.
   *
   * @throws DataAccessException where the database does not; some may be gone
   */
  public void discard(Table table, long conference, UUID change) {
    byte[] id = BinaryId.bytes(change);
    try {
      bounds.with(
          dataSource,
          connection -> {
            discard(connection, table, conference, id);
            return forget(connection, id);
          });
    } catch (SQLException e) {
      throw new DataAccessException("staged rows could not be deleted: " + e.getMessage(), e);
    }
  }

  private int discard(Connection connection, Table table, long conference, byte[] change)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM "
                + table.table
                + " WHERE conference_id = ? AND change_id = ? LIMIT "
                + limits.stagingBatch())) {
      delete.setLong(1, conference);
      delete.setBytes(2, change);
      int deleted = 0;
      while (true) {
        // each is committed by itself
        int some = delete.executeUpdate();
        deleted += some;
        if (some < limits.stagingBatch()) {
          return deleted;
        }
      }
    }
  }

  private static int forget(Connection connection, byte[] change) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM staged_change WHERE change_id = ?")) {
      delete.setBytes(1, change);
      return delete.executeUpdate();
    }
  }

  @Scheduled(fixedDelay = "1h", initialDelay = "5m")
  void purge() {
    // the timers' threads are not for waiting on a database
    Thread.startVirtualThread(() -> {
      try {
        purge(clock.instant().minus(limits.stagingKept()));
      } catch (SQLException e) {
        LOG.debug("staged rows could not be purged: {}", e.toString());
      }
    });
  }

  /**
   * Deletes the rows of changes that were staged before then and have no event: their server died.
   * They cannot get one any more, see {@link #isFresh}. Several servers may do it at once.
   */
  public void purge(Instant before) throws SQLException {
    bounds.with(
        dataSource,
        connection -> {
          List<Staged> some;
          do {
            some = staged(connection, before);
            for (Staged staged : some) {
              if (!hasEvent(connection, staged)) {
                int deleted = 0;
                for (Table table : Table.values()) {
                  deleted += discard(connection, table, staged.conference(), staged.change());
                }
                LOG.info(
                    "{} rows of a change of conference {} were deleted that never took effect",
                    deleted,
                    staged.conference());
              }
              forget(connection, staged.change());
            }
          } while (some.size() == PURGED_AT_ONCE);
          return some.size();
        });
  }

  private record Staged(byte[] change, long conference) {}

  private static List<Staged> staged(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT change_id, conference_id FROM staged_change WHERE staged_at < ?"
                + " ORDER BY staged_at LIMIT "
                + PURGED_AT_ONCE)) {
      select.setTimestamp(1, Timestamp.from(before));
      List<Staged> staged = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          staged.add(new Staged(row.getBytes(1), row.getLong(2)));
        }
      }
      return staged;
    }
  }

  private static boolean hasEvent(Connection connection, Staged staged) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM attendance_event WHERE conference_id = ? AND command_id = ?")) {
      select.setLong(1, staged.conference());
      select.setBytes(2, staged.change());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
