package org.rollcall.attendance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The labels of conferences and roll calls: what stands beside the log and is no event. */
final class LabelRows {
  private LabelRows() {}

  /** Says its id. */
  static long insertConference(Connection connection, Conference labels) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO conference (epoch, title, organiser, starts_at, zone, created_at,"
                + " retention_days) VALUES (?, ?, ?, ?, ?, ?, ?)",
            PreparedStatement.RETURN_GENERATED_KEYS)) {
      insert.setBytes(1, BinaryId.bytes(labels.epoch()));
      insert.setString(2, labels.title());
      insert.setString(3, labels.organiser());
      insert.setTimestamp(4, Timestamp.from(labels.startsAt()));
      insert.setString(5, labels.zone().getId());
      insert.setTimestamp(6, Timestamp.from(Instant.now()));
      insert.setObject(7, labels.retentionDays(), Types.INTEGER);
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  static void insertRollCall(Connection connection, long conference, RollCall rollCall)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO roll_call (conference_id, id, title, trial) VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, conference);
      insert.setInt(2, rollCall.id());
      insert.setString(3, rollCall.title());
      insert.setBoolean(4, rollCall.trial());
      insert.executeUpdate();
    }
  }

  static void updateConference(Connection connection, Conference labels) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE conference SET title = ?, organiser = ?, starts_at = ?, zone = ?,"
                + " retention_days = ? WHERE id = ?")) {
      update.setString(1, labels.title());
      update.setString(2, labels.organiser());
      update.setTimestamp(3, Timestamp.from(labels.startsAt()));
      update.setString(4, labels.zone().getId());
      update.setObject(5, labels.retentionDays(), Types.INTEGER);
      update.setLong(6, labels.id());
      update.executeUpdate();
    }
  }

  /** The conference's labels, its state unfolded; null if there is none of that id. */
  static @Nullable Conference conference(Connection connection, long id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT epoch, title, organiser, starts_at, zone, retention_days FROM conference"
                + " WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Conference(
                id,
                BinaryId.uuid(row.getBytes(1)),
                row.getString(2),
                row.getString(3),
                row.getTimestamp(4).toInstant(),
                ZoneId.of(row.getString(5)),
                ConferenceState.DRAFT,
                row.getObject(6, Integer.class))
            : null;
      }
    }
  }

  /** All roll calls of the conference by number, their states unfolded. */
  static List<RollCall> rollCalls(Connection connection, long conference) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, title, trial FROM roll_call WHERE conference_id = ? ORDER BY id")) {
      select.setLong(1, conference);
      try (ResultSet row = select.executeQuery()) {
        List<RollCall> all = new ArrayList<>();
        while (row.next()) {
          all.add(
              new RollCall(
                  row.getInt(1), row.getString(2), row.getBoolean(3), RollCallState.PLANNED));
        }
        return all;
      }
    }
  }
}
