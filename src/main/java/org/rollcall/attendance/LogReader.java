package org.rollcall.attendance;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attendance log for those who ask about it. Whatever has to look through all of it does
 * so a few at a time: a nation's log is read for seconds, and the desks share the connections.
 *
 * <p>Safe for any thread; blocks. Throws {@link LogUnavailable}, and {@link LogBusy} where others
 * look through the log for too long.
 */
@Singleton
public final class LogReader {
  private static final int FIRST_WINDOW = 1_000;
  private static final int LARGEST_WINDOW = 50_000;

  private static final Turn NO_TURN = () -> {};

  private final AttendanceLog log;
  private final LogLimits limits;
  private final Semaphore scans;

  LogReader(AttendanceLog log, LogLimits limits) {
    this.log = log;
    this.limits = limits;
    this.scans = new Semaphore(limits.scans(), true);
  }

  /** At most {@code limit} events after a revision, in revision order, with what was written. */
  public List<Noted> after(long conference, long after, int limit, EventFilter filter) {
    try (Turn turn = filter.isEmpty() ? NO_TURN : turn();
        Connection connection = log.connect()) {
      return noted(
          connection,
          conference,
          AttendanceLog.select(
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
    try (Turn turn = filter.isEmpty() ? NO_TURN : turn();
        Connection connection = log.connect()) {
      while (to > 1 && found.size() < limit) {
        long from = Math.max(1, to - window);
        found.addAll(
            AttendanceLog.select(
                connection,
                "conference_id = ? AND revision >= ? AND revision < ?"
                    + filter.condition()
                    + " ORDER BY revision DESC LIMIT "
                    + (limit - found.size()),
                parameters(filter, conference, from, to)));
        to = from;
        window = Math.min(4 * window, LARGEST_WINDOW);
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
    try (Turn turn = turn();
        Connection connection = log.connect();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT COUNT(*) FROM attendance_event WHERE conference_id = ? AND revision <= ?"
                    + filter.condition())) {
      AttendanceLog.set(select, parameters(filter, conference, upTo));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  /**
   * Where the event stands before which {@code offset} others fit; 0 where there are not so many.
   */
  public long revisionAt(long conference, long offset, EventFilter filter) {
    try (Turn turn = turn();
        Connection connection = log.connect();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT revision FROM attendance_event WHERE conference_id = ?"
                    + filter.condition()
                    + " ORDER BY revision LIMIT 1 OFFSET "
                    + offset)) {
      AttendanceLog.set(select, parameters(filter, conference));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
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

  /** The events of a delegate, oldest first, with what was written about each. */
  public List<Noted> history(long conference, String delegate) {
    try (Turn turn = turn();
        Connection connection = log.connect()) {
      return noted(
          connection,
          conference,
          AttendanceLog.select(
              connection,
              "conference_id = ? AND (delegate = ? OR person = ?) ORDER BY revision",
              conference,
              delegate,
              delegate));
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  /** The events at these revisions. */
  public Map<Long, Event> at(long conference, long... revisions) {
    try (Connection connection = log.connect()) {
      return log.at(connection, conference, revisions);
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
  }

  /** An event with what was written about it, if anything was. */
  public record Noted(Event event, @Nullable String note) {}

  /**
   * Changes whenever an erasure emptied what was written about events: that takes a while after its
   * event, and a list of before must not be taken for that of after. Empty where none did.
   */
  public String emptied(long conference) {
    try (Connection connection = log.connect();
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
    for (int from = 0; from < events.size(); from += AttendanceLog.LOOKED_UP) {
      List<Event> some =
          events.subList(from, Math.min(from + AttendanceLog.LOOKED_UP, events.size()));
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

  /** A place among those who look through the log. */
  private interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  private Turn turn() {
    try {
      if (scans.tryAcquire(limits.scanPatience().toMillis(), TimeUnit.MILLISECONDS)) {
        return scans::release;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new LogBusy();
  }
}
