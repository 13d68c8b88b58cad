package org.rollcall.attendance;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
 * The attendance log in the database. Events are appended in batches and read in revision order;
 * nothing here updates or deletes one. Plain JDBC, because the append is the hot path and both
 * engines take the same statements.
 *
 * <p>Safe for any thread: each call works on the connection it is given, or on one of its own.
 */
@Singleton
public final class AttendanceLog {
  private static final Logger LOG = LoggerFactory.getLogger(AttendanceLog.class);
  private static final int PAGE = 5_000;
  private static final int LOOKED_UP = 500;
  private static final int FIRST_WINDOW = 1_000;
  private static final String COLUMNS =
      "revision, command_id, type, roll_call, delegate, site, from_state, from_site, to_state,"
          + " to_site, person, person_from_state, person_from_site, person_to_state,"
          + " person_to_site, happened_at, recorded_at, recorded_by, source, undoes, counted,"
          + " flags, digest";
  private static final String INSERT =
      "INSERT INTO attendance_event (conference_id, "
          + COLUMNS
          + ") VALUES (?"
          + ", ?".repeat(23)
          + ")";
  private static final int OFFLINE = 1;
  private static final int LATE = 2;
  static final int REVIEW = 4;
  private static final int EFFECTIVE = 8;
  private static final int PERSON_EFFECTIVE = 16;

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

  private static boolean isEmbedded(Connection connection) throws SQLException {
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
      insertMade(connection, append);
      if (append.relabelled() != null) {
        updateConference(connection, append.relabelled());
      }
      if (append.added() != null) {
        insertRollCall(connection, append.conference(), append.added());
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
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Event event : append.events()) {
        set(insert, append.conference(), event);
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

  private static void insertMade(Connection connection, Append append) throws SQLException {
    if (append.made().isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO delegate_version (conference_id, change_id, code, full_name, title,"
                + " organisation, home_site, kind, made_at, withdrawn, deleted)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Map.Entry<UUID, Delegate> entry : append.made().entrySet()) {
        Delegate d = entry.getValue();
        insert.setLong(1, append.conference());
        insert.setBytes(2, bytes(entry.getKey()));
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

  /** Makes a conference with its log and first roll call, and says its id. */
  long create(Conference labels, String rollCallTitle, String by) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      try {
        long id = insertConference(connection, labels);
        insertRollCall(
            connection, id, new RollCall(1, rollCallTitle, false, RollCallState.PLANNED));
        Instant recorded = micros(Instant.now());
        List<Event> first =
            List.of(
                phase(1, EventType.CONFERENCE, null, ConferenceState.DRAFT.name(), recorded, by),
                phase(2, EventType.ROLL_CALL, 1, RollCallState.PLANNED.name(), recorded, by));
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

  private static Event phase(
      long revision,
      EventType type,
      @Nullable Integer rollCall,
      String phase,
      Instant at,
      String by) {
    return Desk.event(
        revision,
        new Amendment.Step(UUID.randomUUID(), type, by, rollCall, null, null, phase, null),
        at);
  }

  private static long insertConference(Connection connection, Conference labels)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO conference (epoch, title, organiser, starts_at, zone, created_at,"
                + " retention_days) VALUES (?, ?, ?, ?, ?, ?, ?)",
            PreparedStatement.RETURN_GENERATED_KEYS)) {
      insert.setBytes(1, bytes(labels.epoch()));
      insert.setString(2, labels.title());
      insert.setString(3, labels.organiser());
      insert.setTimestamp(4, Timestamp.from(labels.startsAt()));
      insert.setString(5, labels.zone().getId());
      insert.setTimestamp(6, Timestamp.from(Instant.now()));
      setInt(insert, 7, labels.retentionDays());
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  private static void insertRollCall(Connection connection, long conference, RollCall rollCall)
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

  private static void updateConference(Connection connection, Conference labels)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE conference SET title = ?, organiser = ?, starts_at = ?, zone = ?,"
                + " retention_days = ? WHERE id = ?")) {
      update.setString(1, labels.title());
      update.setString(2, labels.organiser());
      update.setTimestamp(3, Timestamp.from(labels.startsAt()));
      update.setString(4, labels.zone().getId());
      setInt(update, 5, labels.retentionDays());
      update.setLong(6, labels.id());
      update.executeUpdate();
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
  public List<Long> conferences() {
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

  /** The conference's labels, its state unfolded; null if there is none of that id. */
  @Nullable Conference conference(Connection connection, long id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT epoch, title, organiser, starts_at, zone, retention_days FROM conference"
                + " WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Conference(
                id,
                uuid(row.getBytes(1)),
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

  List<RollCall> rollCalls(Connection connection, long conference) throws SQLException {
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

  /** At most {@code limit} events after a revision, in revision order, with what was written. */
  public List<Noted> after(long conference, long after, int limit, EventFilter filter) {
    try (Connection connection = connect()) {
      return noted(
          connection,
          conference,
          select(
              connection,
              "conference_id = ? AND revision > ?"
                  + filter.condition()
                  + " ORDER BY revision LIMIT "
                  + limit,
              parameters(filter, conference, after)));
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  /** At most {@code limit} events before a revision, newest first, with what was written. */
  public List<Noted> before(long conference, long before, int limit, EventFilter filter) {
    // Backwards along the primary key, whatever is filtered: an index for it would have to be
    // written with every check-in. H2 does not walk a key backwards but sorts what it finds, so the
    // log is read window by window; revisions have no gap, so a window's size is known.
    List<Event> found = new ArrayList<>();
    long to = before;
    int window = filter.isEmpty() ? limit : Math.max(limit, FIRST_WINDOW);
    try (Connection connection = connect()) {
      while (to > 1 && found.size() < limit) {
        long from = Math.max(1, to - window);
        found.addAll(
            select(
                connection,
                "conference_id = ? AND revision >= ? AND revision < ?"
                    + filter.condition()
                    + " ORDER BY revision DESC LIMIT "
                    + (limit - found.size()),
                parameters(filter, conference, from, to)));
        to = from;
        window = Math.min(4 * window, PAGE * 10);
      }
      return noted(connection, conference, found);
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  /** How many events up to a revision there are. Reads them all where anything is filtered. */
  public long count(long conference, long upTo, EventFilter filter) {
    if (filter.isEmpty()) {
      return upTo;
    }
    try (Connection connection = connect();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT COUNT(*) FROM attendance_event WHERE conference_id = ? AND revision <= ?"
                    + filter.condition())) {
      set(select, parameters(filter, conference, upTo));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  private static Object[] parameters(EventFilter filter, Object... first) {
    List<Object> all = new ArrayList<>(List.of(first));
    all.addAll(filter.parameters());
    return all.toArray();
  }

  List<Event> read(Connection connection, long conference, long after, int limit)
      throws SQLException {
    return select(
        connection,
        "conference_id = ? AND revision > ? ORDER BY revision LIMIT " + limit,
        conference,
        after);
  }

  /** The events of a delegate, oldest first, with what was written about each. */
  public List<Noted> history(long conference, String delegate) {
    try (Connection connection = connect()) {
      return noted(
          connection,
          conference,
          select(
              connection,
              "conference_id = ? AND (delegate = ? OR person = ?) ORDER BY revision",
              conference,
              delegate,
              delegate));
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  /** Events marked for review, in revision order, with what was written about each. */
  public List<Noted> reviews(long conference, long after, int limit) {
    try (Connection connection = connect()) {
      return noted(
          connection,
          conference,
          select(
              connection,
              "conference_id = ? AND revision > ? AND MOD(FLOOR(flags / "
                  + REVIEW
                  + "), 2) = 1 ORDER BY revision LIMIT "
                  + limit,
              conference,
              after));
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  /** The events at these revisions. */
  public Map<Long, Event> at(long conference, long... revisions) {
    try (Connection connection = connect()) {
      return at(connection, conference, revisions);
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

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

  /** An event with what was written about it, if anything was. */
  public record Noted(Event event, @Nullable String note) {}

  /**
   * Changes whenever an erasure emptied what was written about events: that takes a while after its
   * event, and a list of before must not be taken for that of after. Empty where none did.
   */
  public String emptied(long conference) {
    try (Connection connection = connect();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT COUNT(*), MAX(completed_at) FROM erasure WHERE conference_id = ?"
                    + " AND completed_at IS NOT NULL")) {
      select.setLong(1, conference);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        Timestamp last = row.getTimestamp(2);
        return last == null ? "" : ".e" + row.getLong(1) + "." + last.toInstant();
      }
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  private static List<Noted> noted(Connection connection, long conference, List<Event> events)
      throws SQLException {
    Map<Long, String> notes = new HashMap<>();
    for (int from = 0; from < events.size(); from += LOOKED_UP) {
      List<Event> some = events.subList(from, Math.min(from + LOOKED_UP, events.size()));
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT revision, note FROM attendance_note"
                  + " WHERE conference_id = ? AND revision IN (?"
                  + ", ?".repeat(some.size() - 1)
                  + ")")) {
        select.setLong(1, conference);
        for (int i = 0; i < some.size(); i++) {
          select.setLong(i + 2, some.get(i).revision());
        }
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            notes.put(row.getLong(1), row.getString(2));
          }
        }
      }
    }
    return events.stream().map(event -> new Noted(event, notes.get(event.revision()))).toList();
  }

  /** The rows that an event makes visible. */
  Rows rowsOf(Connection connection, long conference, Event event) throws SQLException {
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
  Map<UUID, Rows> rows(Connection connection, long conference) throws SQLException {
    Map<UUID, Rows> all = new HashMap<>();
    readSites(connection, conference, null, all);
    readDelegates(connection, conference, null, all);
    readErasures(connection, conference, null, all);
    return all;
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
          Rows rows = into.computeIfAbsent(uuid(row.getBytes(1)), id -> empty());
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
          Rows rows = into.computeIfAbsent(uuid(row.getBytes(1)), id -> empty());
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
        select.setBytes(2, bytes(change));
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          into.computeIfAbsent(uuid(row.getBytes(1)), id -> empty())
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
    if (!isEmbedded(connection)) {
      // row by row: the driver would else hold a nation's roster as it came, beside what is made of
      // it
      statement.setFetchSize(Integer.MIN_VALUE);
    }
    statement.setLong(1, conference);
    if (change != null) {
      statement.setBytes(2, bytes(change));
    }
    return statement;
  }

  /** Reads the whole log of a conference, page by page. */
  List<Event> page(Connection connection, long conference, long after) throws SQLException {
    return read(connection, conference, after, PAGE);
  }

  private static List<Event> select(Connection connection, String where, Object... parameters)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM attendance_event WHERE " + where)) {
      set(select, parameters);
      try (ResultSet row = select.executeQuery()) {
        List<Event> events = new ArrayList<>();
        while (row.next()) {
          events.add(event(row));
        }
        return events;
      }
    }
  }

  private static void set(PreparedStatement select, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      select.setObject(i + 1, parameters[i]);
    }
  }

  // ---- rows to events and back

  private static void set(PreparedStatement insert, long conference, Event e) throws SQLException {
    Event.Companion person = e.person();
    int at = 1;
    insert.setLong(at++, conference);
    insert.setLong(at++, e.revision());
    insert.setBytes(at++, bytes(e.id()));
    insert.setString(at++, e.type().word());
    setInt(insert, at++, e.rollCall());
    insert.setString(at++, e.delegate());
    insert.setString(at++, e.site());
    at = set(insert, at, e.from());
    if (e.phase() != null) {
      insert.setString(at++, e.phase());
      insert.setString(at++, null);
    } else {
      at = set(insert, at, e.to());
    }
    insert.setString(at++, person == null ? null : person.code());
    at = set(insert, at, person == null ? null : person.from());
    at = set(insert, at, person == null ? null : person.to());
    insert.setString(at++, text(e.happenedAt()));
    insert.setString(at++, text(e.recordedAt()));
    insert.setString(at++, e.recordedBy());
    insert.setString(at++, e.source() == null ? null : e.source().name());
    insert.setBytes(at++, e.undoes() == null ? null : bytes(e.undoes()));
    setInt(insert, at++, e.counted());
    insert.setInt(at++, flags(e));
    insert.setBytes(at, e.digest());
  }

  /**
   * An instant as a DATETIME(6) of UTC. The driver would make a calendar and a date format for each
   * timestamp, which took a third of the append's time in this process.
   */
  static String text(Instant instant) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(26);
    digits(text, utc.getYear(), 4).append('-');
    digits(text, utc.getMonthValue(), 2).append('-');
    digits(text, utc.getDayOfMonth(), 2).append(' ');
    digits(text, utc.getHour(), 2).append(':');
    digits(text, utc.getMinute(), 2).append(':');
    digits(text, utc.getSecond(), 2).append('.');
    return digits(text, utc.getNano() / 1_000, 6).toString();
  }

  private static StringBuilder digits(StringBuilder text, int number, int width) {
    int scale = 1;
    for (int i = 1; i < width; i++) {
      scale *= 10;
    }
    for (int left = number; scale > 0; scale /= 10) {
      text.append((char) ('0' + left / scale));
      left %= scale;
    }
    return text;
  }

  private static int set(PreparedStatement insert, int at, @Nullable Place place)
      throws SQLException {
    insert.setString(at, place == null ? null : place.state().name());
    insert.setString(at + 1, place == null ? null : place.site());
    return at + 2;
  }

  private static void setInt(PreparedStatement insert, int at, @Nullable Integer value)
      throws SQLException {
    if (value == null) {
      insert.setNull(at, Types.INTEGER);
    } else {
      insert.setInt(at, value);
    }
  }

  private static int flags(Event e) {
    return (e.offline() ? OFFLINE : 0)
        | (e.late() ? LATE : 0)
        | (e.review() ? REVIEW : 0)
        | (e.effective() ? EFFECTIVE : 0)
        | (e.personEffective() ? PERSON_EFFECTIVE : 0);
  }

  private static Event event(ResultSet row) throws SQLException {
    EventType type = EventType.of(row.getString(3));
    if (type == null) {
      throw new SQLException("unknown event type " + row.getString(3));
    }
    int rollCall = row.getInt(4);
    Integer rollCallOrNull = row.wasNull() ? null : rollCall;
    boolean phased = type == EventType.CONFERENCE || type == EventType.ROLL_CALL;
    String person = row.getString(11);
    byte[] undoes = row.getBytes(20);
    int counted = row.getInt(21);
    Integer countedOrNull = row.wasNull() ? null : counted;
    String source = row.getString(19);
    int flags = row.getInt(22);
    return new Event(
        row.getLong(1),
        uuid(row.getBytes(2)),
        type,
        rollCallOrNull,
        row.getString(5),
        row.getString(6),
        place(row, 7),
        phased ? null : place(row, 9),
        person == null ? null : new Event.Companion(person, place(row, 12), place(row, 14)),
        phased ? row.getString(9) : null,
        instant(row, 16),
        instant(row, 17),
        row.getString(18),
        source == null ? null : Source.valueOf(source),
        undoes == null ? null : uuid(undoes),
        countedOrNull,
        (flags & OFFLINE) != 0,
        (flags & LATE) != 0,
        (flags & REVIEW) != 0,
        (flags & EFFECTIVE) != 0,
        (flags & PERSON_EFFECTIVE) != 0,
        row.getBytes(23));
  }

  /** What {@link #text} wrote; a timestamp would again cost a calendar for each row of a replay. */
  private static Instant instant(ResultSet row, int at) throws SQLException {
    return row.getObject(at, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static @Nullable Place place(ResultSet row, int at) throws SQLException {
    String state = row.getString(at);
    return state == null ? null : new Place(State.valueOf(state), row.getString(at + 1));
  }

  /** An id as both engines keep it. */
  public static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /** The id that both engines keep so. */
  public static UUID uuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  static Instant micros(Instant instant) {
    return instant.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
  }
}
