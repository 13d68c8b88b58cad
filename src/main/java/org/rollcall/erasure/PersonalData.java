package org.rollcall.erasure;

import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.BoundedTransactions;
import org.rollcall.attendance.Erasure;
import org.rollcall.attendance.LogUnavailable;

/**
 * Where personal data stand in the database, and how they are emptied: the one place that knows
 * every table which holds any. A table that comes to hold some is to be added here.
 *
 * <p>Emptying goes in short transactions of at most {@code rollcall.erasure.batch} rows and may be
 * done any number of times, also by two servers at once. Blocks.
 */
@Singleton
final class PersonalData {
  private static final String NAMED =
      "(full_name NOT IN ('', ?) OR title IS NOT NULL OR organisation IS NOT NULL)";
  private static final String EMPTY_NAMES =
      "UPDATE delegate_version SET full_name = ?, title = NULL, organisation = NULL"
          + " WHERE conference_id = ? AND change_id = ? AND code = ?";
  private static final String EMPTY_CONTACTS =
      "UPDATE site_version SET contact_name = NULL, contact_phone = NULL"
          + " WHERE conference_id = ? AND change_id = ? AND code = ?";
  private static final String EMPTY_NOTES =
      "UPDATE attendance_note SET note = NULL WHERE conference_id = ? AND revision ";
  private static final String EMPTY_SETTLEMENTS =
      "UPDATE review_settlement SET note = '"
          + Erasure.NAME
          + "' WHERE conference_id = ?"
          + " AND revision ";
  // a change of the roster that names the person is no event of the person, and its note is not
  private static final String NAMING =
      " FROM attendance_event e WHERE e.conference_id = ? AND (e.delegate = ? OR e.person = ?)"
          + " AND e.roll_call IS NOT NULL";

  private final DataSource dataSource;
  private final BoundedTransactions bounds;
  private final int batch;

  PersonalData(
      DataSource dataSource,
      DataSourceResolver resolver,
      BoundedTransactions bounds,
      ErasureLimits limits) {
    this.dataSource = resolver.resolve(dataSource);
    this.bounds = bounds;
    this.batch = limits.batch();
  }

  /** A version of a row. */
  private record Version(byte[] change, String code) {}

  <T extends @Nullable Object> T with(BoundedTransactions.Work<T> work) {
    try {
      return bounds.with(dataSource, work);
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  /** The time by the database's clock. */
  Instant time() {
    return with(connection -> {
      try (PreparedStatement select = connection.prepareStatement("SELECT CURRENT_TIMESTAMP(6)");
          ResultSet row = select.executeQuery()) {
        row.next();
        return row.getTimestamp(1).toInstant();
      }
    });
  }

  // ---- one person

  /** Whether anything is left that {@link #empty(long, String)} would empty. */
  boolean isLeft(long conference, String code) {
    return with(connection ->
        !namedVersions(connection, conference, code).isEmpty()
            || !commented(connection, conference, code).isEmpty());
  }

  /** Empties what is held on one person; the log's events stay as they are. */
  void empty(long conference, String code) {
    with(connection -> {
      List<Version> versions = namedVersions(connection, conference, code);
      emptyNames(connection, conference, versions);
      List<Long> revisions = commented(connection, conference, code);
      for (int from = 0; from < revisions.size(); from += batch) {
        List<Long> some = revisions.subList(from, Math.min(from + batch, revisions.size()));
        emptyWords(connection, conference, some);
      }
      return forgetImports(connection, conference);
    });
  }

  private static List<Version> namedVersions(Connection connection, long conference, String code)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT change_id, code FROM delegate_version WHERE conference_id = ? AND code = ?"
                + " AND "
                + NAMED)) {
      select.setLong(1, conference);
      select.setString(2, code);
      select.setString(3, Erasure.NAME);
      return versions(select);
    }
  }

  /** The revisions of the events that name the person and about which something is written. */
  private static List<Long> commented(Connection connection, long conference, String code)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT e.revision"
                + NAMING
                + " AND (EXISTS (SELECT 1 FROM attendance_note n WHERE n.conference_id ="
                + " e.conference_id AND n.revision = e.revision AND n.note IS NOT NULL)"
                + " OR EXISTS (SELECT 1 FROM review_settlement s WHERE s.conference_id ="
                + " e.conference_id AND s.revision = e.revision AND s.note <> ?))"
                + " ORDER BY e.revision")) {
      select.setLong(1, conference);
      select.setString(2, code);
      select.setString(3, code);
      select.setString(4, Erasure.NAME);
      try (ResultSet row = select.executeQuery()) {
        List<Long> revisions = new ArrayList<>();
        while (row.next()) {
          revisions.add(row.getLong(1));
        }
        return revisions;
      }
    }
  }

  private static void emptyWords(Connection connection, long conference, List<Long> revisions)
      throws SQLException {
    committed(
        connection,
        () -> {
          for (String empty : List.of(EMPTY_NOTES, EMPTY_SETTLEMENTS)) {
            try (PreparedStatement update = connection.prepareStatement(empty + "= ?")) {
              for (long revision : revisions) {
                update.setLong(1, conference);
                update.setLong(2, revision);
                update.addBatch();
              }
              update.executeBatch();
            }
          }
        });
  }

  // ---- everyone in a conference

  /** Whether anything is left that was written beside the log. */
  boolean isLeft(long conference) {
    return with(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT 1 FROM conference c WHERE c.id = ?"
                  + " AND (EXISTS (SELECT 1 FROM review_settlement s WHERE s.conference_id = c.id"
                  + " AND s.note <> ?)"
                  + " OR EXISTS (SELECT 1 FROM site_pass p WHERE p.conference_id = c.id"
                  + " AND p.label IS NOT NULL)"
                  + " OR EXISTS (SELECT 1 FROM import_job j WHERE j.conference_id = c.id))")) {
        select.setLong(1, conference);
        select.setString(2, Erasure.NAME);
        try (ResultSet row = select.executeQuery()) {
          return row.next();
        }
      }
    });
  }

  /** Empties what is held on everyone, and what was written about events up to a revision. */
  void emptyAll(long conference, long upTo) {
    with(connection -> {
      emptyVersions(
          connection,
          conference,
          "delegate_version",
          versions -> emptyNames(connection, conference, versions));
      emptyVersions(
          connection,
          conference,
          "site_version",
          versions -> emptyContacts(connection, conference, versions));
      for (long from = 0; from < upTo; from += batch) {
        emptyWords(connection, conference, from, Math.min(from + batch, upTo));
      }
      return emptyBeside(connection, conference);
    });
  }

  /** Empties what may be written at any time, since it takes no event. */
  void emptyBeside(long conference) {
    with(connection -> emptyBeside(connection, conference));
  }

  private int emptyBeside(Connection connection, long conference) throws SQLException {
    emptyAllOf(
        connection, conference, EMPTY_SETTLEMENTS + "> 0 AND note <> '" + Erasure.NAME + "'");
    // what a pass is called may be whose it is
    emptyAllOf(
        connection,
        conference,
        "UPDATE site_pass SET label = NULL WHERE conference_id = ? AND label IS NOT NULL");
    return forgetImports(connection, conference);
  }

  private interface Emptying {
    void of(List<Version> versions) throws SQLException;
  }

  /** Goes through a table of versions along its key, so that no step looks at what lies behind. */
  private void emptyVersions(
      Connection connection, long conference, String table, Emptying emptying) throws SQLException {
    Version last = new Version(new byte[0], "");
    while (true) {
      List<Version> page;
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT change_id, code FROM "
                  + table
                  + " WHERE conference_id = ? AND (change_id > ? OR (change_id = ? AND code > ?))"
                  + " ORDER BY conference_id, change_id, code LIMIT "
                  + batch)) {
        select.setLong(1, conference);
        select.setBytes(2, last.change());
        select.setBytes(3, last.change());
        select.setString(4, last.code());
        page = versions(select);
      }
      if (page.isEmpty()) {
        return;
      }
      emptying.of(page);
      last = page.getLast();
    }
  }

  private static void emptyWords(Connection connection, long conference, long after, long upTo)
      throws SQLException {
    committed(
        connection,
        () -> {
          for (String empty : List.of(EMPTY_NOTES, EMPTY_SETTLEMENTS)) {
            try (PreparedStatement update =
                connection.prepareStatement(empty + "> ? AND revision <= ?")) {
              update.setLong(1, conference);
              update.setLong(2, after);
              update.setLong(3, upTo);
              update.executeUpdate();
            }
          }
        });
  }

  /** Repeats an update that passes over what is empty already, until nothing is left. */
  private void emptyAllOf(Connection connection, long conference, String update)
      throws SQLException {
    int[] emptied = new int[1];
    do {
      committed(
          connection,
          () -> {
            try (PreparedStatement some = connection.prepareStatement(update + " LIMIT " + batch)) {
              some.setLong(1, conference);
              emptied[0] = some.executeUpdate();
            }
          });
    } while (emptied[0] > 0);
  }

  // ---- both

  private static List<Version> versions(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      List<Version> versions = new ArrayList<>();
      while (row.next()) {
        versions.add(new Version(row.getBytes(1), row.getString(2)));
      }
      return versions;
    }
  }

  private void emptyNames(Connection connection, long conference, List<Version> versions)
      throws SQLException {
    for (int from = 0; from < versions.size(); from += batch) {
      List<Version> some = versions.subList(from, Math.min(from + batch, versions.size()));
      committed(
          connection,
          () -> {
            try (PreparedStatement update = connection.prepareStatement(EMPTY_NAMES)) {
              for (Version version : some) {
                update.setString(1, Erasure.NAME);
                update.setLong(2, conference);
                update.setBytes(3, version.change());
                update.setString(4, version.code());
                update.addBatch();
              }
              update.executeBatch();
            }
          });
    }
  }

  private static void emptyContacts(Connection connection, long conference, List<Version> versions)
      throws SQLException {
    committed(
        connection,
        () -> {
          try (PreparedStatement update = connection.prepareStatement(EMPTY_CONTACTS)) {
            for (Version version : versions) {
              update.setLong(1, conference);
              update.setBytes(2, version.change());
              update.setString(3, version.code());
              update.addBatch();
            }
            update.executeBatch();
          }
        });
  }

  /**
   * What an import answered may list whom it changed, and of one under way nobody can say what it
   * will.
   */
  private static int forgetImports(Connection connection, long conference) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM import_job WHERE conference_id = ?")) {
      delete.setLong(1, conference);
      return delete.executeUpdate();
    }
  }

  private interface Step {
    void run() throws SQLException;
  }

  private static void committed(Connection connection, Step step) throws SQLException {
    connection.setAutoCommit(false);
    try {
      step.run();
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
