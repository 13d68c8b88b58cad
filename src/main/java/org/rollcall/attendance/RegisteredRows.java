package org.rollcall.attendance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sites, delegates and erasures as changes registered them: rows that are never changed, and that
 * count from the event on that bears their change's id.
 */
final class RegisteredRows {
  private RegisteredRows() {}

  /** The rows that an event makes visible. */
  static Rows of(Connection connection, long conference, Event event) throws SQLException {
    if (!event.makesRows()) {
      return Rows.NONE;
    }
    Map<UUID, Rows> one = new HashMap<>();
    readSites(connection, conference, event.id(), one);
    readDelegates(connection, conference, event.id(), one);
    if (event.type() == EventType.ROSTER) {
      readErasures(connection, conference, event.id(), one);
    }
    return one.getOrDefault(event.id(), Rows.NONE);
  }

  /** All rows of a conference, by the change that makes them visible. */
  static Map<UUID, Rows> all(Connection connection, long conference) throws SQLException {
    Map<UUID, Rows> all = new HashMap<>();
    readSites(connection, conference, null, all);
    readDelegates(connection, conference, null, all);
    readErasures(connection, conference, null, all);
    return all;
  }

  /** The people whom a batch of commands makes, by the command. */
  static void insert(Connection connection, long conference, Map<UUID, Delegate> made)
      throws SQLException {
    if (made.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO delegate_version (conference_id, change_id, code, full_name, title,"
                + " organisation, home_site, kind, made_at, withdrawn, deleted)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Map.Entry<UUID, Delegate> entry : made.entrySet()) {
        Delegate d = entry.getValue();
        insert.setLong(1, conference);
        insert.setBytes(2, BinaryId.bytes(entry.getKey()));
        insert.setString(3, d.code());
        insert.setString(4, d.fullName());
        insert.setString(5, d.title());
        insert.setString(6, d.organisation());
        insert.setString(7, d.homeSite());
        insert.setString(8, d.kind().name());
        insert.setString(9, d.madeAt());
        insert.setBoolean(10, d.withdrawn());
        insert.setBoolean(11, false);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void readSites(
      Connection connection, long conference, @Nullable UUID change, Map<UUID, Rows> into)
      throws SQLException {
    try (PreparedStatement select =
        versions(
            connection,
            "SELECT change_id, code, name, kind, parent, address, seats, contact_name,"
                + " contact_phone, video_address, deleted FROM site_version",
            conference,
            change)) {
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Rows rows = into.computeIfAbsent(BinaryId.uuid(row.getBytes(1)), id -> empty());
          if (row.getBoolean(11)) {
            rows.removedSites().add(row.getString(2));
            continue;
          }
          int seats = row.getInt(7);
          Integer seatsOrNull = row.wasNull() ? null : seats;
          rows.sites()
              .add(
                  new Site(
                      row.getString(2),
                      row.getString(3),
                      Site.Kind.valueOf(row.getString(4)),
                      row.getString(5),
                      row.getString(6),
                      seatsOrNull,
                      row.getString(8),
                      row.getString(9),
                      row.getString(10)));
        }
      }
    }
  }

  private static void readDelegates(
      Connection connection, long conference, @Nullable UUID change, Map<UUID, Rows> into)
      throws SQLException {
    Map<String, String> shared = new HashMap<>();
    try (PreparedStatement select =
        versions(
            connection,
            "SELECT change_id, code, full_name, title, organisation, home_site, kind, made_at,"
                + " withdrawn, deleted FROM delegate_version",
            conference,
            change)) {
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Rows rows = into.computeIfAbsent(BinaryId.uuid(row.getBytes(1)), id -> empty());
          if (row.getBoolean(10)) {
            rows.removedDelegates().add(row.getString(2));
            continue;
          }
          rows.delegates()
              .add(
                  new Delegate(
                      row.getString(2),
                      row.getString(3),
                      share(row.getString(4), shared),
                      share(row.getString(5), shared),
                      share(row.getString(6), shared),
                      Delegate.Kind.valueOf(row.getString(7)),
                      share(row.getString(8), shared),
                      row.getBoolean(9)));
        }
      }
    }
  }

  private static void readErasures(
      Connection connection, long conference, @Nullable UUID change, Map<UUID, Rows> into)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, delegate, erased_at FROM erasure WHERE conference_id = ?"
                + (change == null ? "" : " AND id = ?"))) {
      select.setLong(1, conference);
      if (change != null) {
        select.setBytes(2, BinaryId.bytes(change));
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          into.computeIfAbsent(BinaryId.uuid(row.getBytes(1)), id -> empty())
              .erasures()
              .add(new Erasure(row.getString(2), row.getTimestamp(3).toInstant()));
        }
      }
    }
  }

  // a nation's roster repeats its titles, organisations and sites a million times
  private static @Nullable String share(@Nullable String text, Map<String, String> shared) {
    return text == null ? null : shared.computeIfAbsent(text, t -> t);
  }

  private static Rows empty() {
    return new Rows(
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private static PreparedStatement versions(
      Connection connection, String select, long conference, @Nullable UUID change)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            select + " WHERE conference_id = ?" + (change == null ? "" : " AND change_id = ?"));
    if (!AttendanceLog.isEmbedded(connection)) {
      // row by row: the driver would else hold a nation's roster as it came, beside what is made of
      // it
      statement.setFetchSize(Integer.MIN_VALUE);
    }
    statement.setLong(1, conference);
    if (change != null) {
      statement.setBytes(2, BinaryId.bytes(change));
    }
    return statement;
  }
}
