package org.rollcall.attendance;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attendance log in the database, as the desks need it; {@link LogReader} is for those who ask.
 * Events are appended in batches and read in revision order; nothing here updates or deletes one.
 * Plain JDBC, because the append is the hot path and both engines take the same statements.
 *
 * <p>Safe for any thread: each call works on the connection it is given, or on one of its own.
 */
@Singleton
public final class AttendanceLog {
  private static final Logger LOG = LoggerFactory.getLogger(AttendanceLog.class);
  private static final String DATA_EXCEPTION = "22";
  private static final int PAGE = 5_000;
  static final int LOOKED_UP = 500;
  private final DataSource dataSource;

  AttendanceLog(DataSource dataSource, DataSourceResolver resolver) {
    this.dataSource = resolver.resolve(dataSource);
  }

  /** Whether the database may be written by other servers too; the embedded one is not. */
  boolean isShared() {
    try (Connection connection = connect()) {
      return !isEmbedded(connection);
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  static boolean isEmbedded(Connection connection) throws SQLException {
    return "H2".equals(connection.getMetaData().getDatabaseProductName());
  }

  Connection connect() throws SQLException {
    return dataSource.getConnection();
  }

  /** Gives a connection up as broken, so that the pool hands it to nobody else. */
  void discard(Connection connection) {
    try (connection) {
      if (dataSource.isWrapperFor(HikariDataSource.class)) {
        dataSource.unwrap(HikariDataSource.class).evictConnection(connection);
      }
    } catch (SQLException | RuntimeException e) {
      // evicted while it was in use, it is gone already, and the pool's own closing meets nothing
      LOG.debug("a broken connection could not be closed", e);
    }
  }

  // ---- writing

  /** The append was not done; {@code unknown} tells that it may have been done all the same. */
  static final class AppendFailed extends Exception {
    private static final long serialVersionUID = 1L;
    final boolean unknown;

    AppendFailed(SQLException cause, boolean unknown) {
      super(cause);
      this.unknown = unknown;
    }

    /** Whether the database is well, and cannot keep what it was given. */
    boolean isOfData() {
      return !unknown
          && getCause() instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().startsWith(DATA_EXCEPTION);
    }
  }

  /** What goes into the database in one transaction. */
  record Append(
      long conference,
      List<Event> events,
      List<@Nullable String> notes,
      Map<UUID, Delegate> made,
      @Nullable Conference relabelled,
      @Nullable RollCall added) {}

  /**
   * Moves the head from {@code base} and appends, all or nothing.
   *
   * @return false if the head stands elsewhere: another server was faster, and nothing was written
   */
  boolean append(Connection connection, long base, Append append) throws AppendFailed {
    boolean unknown = false;
    try {
      if (!moveHead(connection, append.conference(), base, append.events().size())) {
        connection.rollback();
        return false;
      }
      insertEvents(connection, append);
      insertNotes(connection, append);
      RegisteredRows.insert(connection, append.conference(), append.made());
      if (append.relabelled() != null) {
        LabelRows.updateConference(connection, append.relabelled());
      }
      if (append.added() != null) {
        LabelRows.insertRollCall(connection, append.conference(), append.added());
      }
      unknown = true;
      connection.commit();
      return true;
    } catch (SQLException e) {
      try {
        connection.rollback();
      } catch (SQLException broken) {
        e.addSuppressed(broken);
      }
      throw new AppendFailed(e, unknown);
    }
  }

  private static boolean moveHead(Connection connection, long conference, long base, int by)
      throws SQLException {
    try (PreparedStatement head =
        connection.prepareStatement(
            "UPDATE log_head SET revision = ? WHERE conference_id = ? AND revision = ?")) {
      head.setLong(1, base + by);
      head.setLong(2, conference);
      head.setLong(3, base);
      return head.executeUpdate() == 1;
    }
  }

  private static void insertEvents(Connection connection, Append append) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(EventRow.INSERT)) {
      for (Event event : append.events()) {
        EventRow.bind(insert, append.conference(), event);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void insertNotes(Connection connection, Append append) throws SQLException {
    if (append.notes().stream().allMatch(note -> note == null)) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO attendance_note (conference_id, revision, note) VALUES (?, ?, ?)")) {
      for (int i = 0; i < append.notes().size(); i++) {
        if (append.notes().get(i) != null) {
          insert.setLong(1, append.conference());
          insert.setLong(2, append.events().get(i).revision());
          insert.setString(3, append.notes().get(i));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /** Makes a conference with its log and first roll call, and says its id. */
  long create(Conference labels, String rollCallTitle, String by) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      try {
        long id = LabelRows.insertConference(connection, labels);
        LabelRows.insertRollCall(
            connection, id, new RollCall(1, rollCallTitle, false, RollCallState.PLANNED));
        Instant recorded = EventRow.micros(Instant.now());
        List<Event> first =
            List.of(
                Amendment.Step.conference(by, ConferenceState.DRAFT, null).event(1, recorded),
                Amendment.Step.rollCall(by, 1, RollCallState.PLANNED, null).event(2, recorded));
        try (PreparedStatement head =
            connection.prepareStatement(
                "INSERT INTO log_head (conference_id, revision) VALUES (?, 2)")) {
          head.setLong(1, id);
          head.executeUpdate();
        }
        insertEvents(connection, new Append(id, first, List.of(), Map.of(), null, null));
        connection.commit();
        return id;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  // ---- reading

  /**
   * Asks the database for a sign of life: whether it takes a write, and where all logs end.
   *
   * @param patience how long a database on another machine may take to answer one statement
   * @return the head of each conference's log, by id
   */
  public Map<Long, Long> probe(Duration patience) throws SQLException {
    try (Connection connection = connect()) {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
      try (PreparedStatement nothing =
          connection.prepareStatement(
              "UPDATE log_head SET revision = revision WHERE conference_id = 0")) {
        // it changes no row, and yet is refused where writes are
        nothing.executeUpdate();
      }
      return heads(connection);
    }
  }

  /**
   * Has every connection of the pool made anew when it is next free: those there are lead to a
   * database that takes no writes, and would stay with it though another one does by now.
   */
  public void renewConnections() {
    try {
      if (dataSource.isWrapperFor(HikariDataSource.class)) {
        dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
      }
    } catch (SQLException e) {
      LOG.debug("the pool cannot be renewed", e);
    }
  }

  /** The ids of all conferences. */
  List<Long> conferences() {
    try (Connection connection = connect();
        PreparedStatement select =
            connection.prepareStatement("SELECT id FROM conference ORDER BY id");
        ResultSet rows = select.executeQuery()) {
      List<Long> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      return ids;
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  /**
   * How far each log has come.
   *
   * @param patience how long the database may take to answer
   */
  Map<Long, Long> heads(Duration patience) throws SQLException {
    try (Connection connection = connect()) {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
      return heads(connection);
    }
  }

  private static Map<Long, Long> heads(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT conference_id, revision FROM log_head");
        ResultSet rows = select.executeQuery()) {
      Map<Long, Long> heads = new HashMap<>();
      while (rows.next()) {
        heads.put(rows.getLong(1), rows.getLong(2));
      }
      return heads;
    }
  }

  long head(Connection connection, long conference) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT revision FROM log_head WHERE conference_id = ?")) {
      select.setLong(1, conference);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /** The events at these revisions. */
  Map<Long, Event> at(Connection connection, long conference, long... revisions)
      throws SQLException {
    Map<Long, Event> found = new TreeMap<>();
    for (int from = 0; from < revisions.length; from += LOOKED_UP) {
      int n = Math.min(LOOKED_UP, revisions.length - from);
      Object[] parameters = new Object[n + 1];
      parameters[0] = conference;
      for (int i = 0; i < n; i++) {
        parameters[i + 1] = revisions[from + i];
      }
      String marks = "?" + ", ?".repeat(n - 1);
      for (Event event :
          select(connection, "conference_id = ? AND revision IN (" + marks + ")", parameters)) {
        found.put(event.revision(), event);
      }
    }
    return found;
  }

  /** The next events after a revision, in revision order; none where the log ends. */
  List<Event> page(Connection connection, long conference, long after) throws SQLException {
    return select(
        connection,
        "conference_id = ? AND revision > ? ORDER BY revision LIMIT " + PAGE,
        conference,
        after);
  }

  /** The events for which that holds. */
  static List<Event> select(Connection connection, String where, Object... parameters)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + EventRow.COLUMNS + " FROM attendance_event WHERE " + where)) {
      set(select, parameters);
      try (ResultSet row = select.executeQuery()) {
        List<Event> events = new ArrayList<>();
        while (row.next()) {
          events.add(EventRow.read(row));
        }
        return events;
      }
    }
  }

  static void set(PreparedStatement select, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      select.setObject(i + 1, parameters[i]);
    }
  }
}
