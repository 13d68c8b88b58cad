package org.rollcall.conference;

import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.UUID;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.rollcall.attendance.AttendanceLog;

/**
 * The rows of changes in the database, before an event makes them visible. They are written and
 * taken back some at a time, each time in a transaction of its own, so that none takes long however
 * many they are; nobody else reads or locks the rows of a change that has no event. Plain JDBC: a
 * nation's roster has 1.9 million. Blocks.
 */
@Singleton
public final class Stage {
  private final DataSource dataSource;
  private final RegistrationLimits limits;

  Stage(DataSource dataSource, DataSourceResolver resolver, RegistrationLimits limits) {
    this.dataSource = resolver.resolve(dataSource);
    this.limits = limits;
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
    byte[] id = AttendanceLog.bytes(change);
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(insert)) {
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
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new DataAccessException("rows could not be staged: " + e.getMessage(), e);
    }
  }

  /**
   * Takes back what was staged under a change that will have no event.
   *
   * @throws DataAccessException where the database does not; some may be gone
   */
  public void discard(Table table, long conference, UUID change) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM "
                    + table.table
                    + " WHERE conference_id = ? AND change_id = ? LIMIT "
                    + limits.stagingBatch())) {
      delete.setLong(1, conference);
      delete.setBytes(2, AttendanceLog.bytes(change));
      while (delete.executeUpdate() == limits.stagingBatch()) {
        // each is committed by itself
      }
    } catch (SQLException e) {
      throw new DataAccessException("staged rows could not be deleted: " + e.getMessage(), e);
    }
  }
}
