package org.rollcall.erasure;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.BinaryId;

/**
 * What a database needs that was restored from a backup, before anybody is served from it: an epoch
 * of its own for each log, which goes on otherwise than clients remember, and what was erased since
 * the backup erased again. May be done again. Blocks.
 */
@Singleton
public final class Restored {
  /** Who it is that erases again, as the log keeps it; what it orders is done whatever the time. */
  static final String BY = "restored";

  private final PersonalData data;
  private final Erasures erasures;

  Restored(PersonalData data, Erasures erasures) {
    this.data = data;
    this.erasures = erasures;
  }

  /**
   * What was done.
   *
   * @param conferences how many got a new epoch
   * @param erased how many erasures were made again
   * @param known how many the backup holds already
   * @param strangers how many are of conferences, walk-ins or substitutes that it does not hold
   */
  public record Report(int conferences, int erased, int known, int strangers) {}

  /** The erasure is in what was restored, has to be made again, or has nobody to be made for. */
  private enum Case {
    KNOWN,
    MISSING,
    STRANGER
  }

  /**
   * Makes the restored database fit to serve.
   *
   * @param list the erasures kept beside the backups; null where there are none
   * @throws IOException if the list cannot be read
   * @throws IllegalArgumentException if it is none; nothing is done then
   */
  public Report run(@Nullable Path list) throws IOException {
    List<ErasureList.Line> lines = list == null ? List.of() : ErasureList.read(list);
    Report report = data.with(connection -> prepare(connection, lines));
    erasures.finishAll();
    return report;
  }

  /** Orders and epochs in one transaction: whoever finds a new epoch finds the orders too. */
  private Report prepare(Connection connection, List<ErasureList.Line> lines) throws SQLException {
    connection.setAutoCommit(false);
    try {
      Map<Long, Instant> conferences = conferences(connection);
      int[] count = new int[Case.values().length];
      for (ErasureList.Line line : lines) {
        Case found = found(connection, conferences, line);
        count[found.ordinal()]++;
        if (found == Case.MISSING) {
          order(connection, line);
        }
      }
      renewEpochs(connection, conferences);
      connection.commit();
      return new Report(
          conferences.size(),
          count[Case.MISSING.ordinal()],
          count[Case.KNOWN.ordinal()],
          count[Case.STRANGER.ordinal()]);
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static Map<Long, Instant> conferences(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT id, created_at FROM conference");
        ResultSet row = select.executeQuery()) {
      Map<Long, Instant> all = new HashMap<>();
      while (row.next()) {
        all.put(row.getLong(1), row.getTimestamp(2).toInstant());
      }
      return all;
    }
  }

  private Case found(Connection connection, Map<Long, Instant> conferences, ErasureList.Line line)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM erasure WHERE id = ?")) {
      select.setBytes(1, BinaryId.bytes(line.id()));
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          return Case.KNOWN;
        }
      }
    }
    if (!line.created().equals(conferences.get(line.conference()))) {
      return Case.STRANGER;
    }
    return Objects.equals(line.person(), erasures.madeBy(line.conference(), line.code()))
        ? Case.MISSING
        : Case.STRANGER;
  }

  private static void order(Connection connection, ErasureList.Line line) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO erasure (id, conference_id, delegate, person, asked_by, erased_at)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setBytes(1, BinaryId.bytes(line.id()));
      insert.setLong(2, line.conference());
      insert.setString(3, line.code());
      insert.setString(4, line.person());
      insert.setString(5, BY);
      insert.setTimestamp(6, Timestamp.from(line.erasedAt()));
      insert.executeUpdate();
    }
  }

  private static void renewEpochs(Connection connection, Map<Long, Instant> conferences)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE conference SET epoch = ? WHERE id = ?")) {
      for (long conference : conferences.keySet()) {
        update.setBytes(1, BinaryId.bytes(UUID.randomUUID()));
        update.setLong(2, conference);
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
