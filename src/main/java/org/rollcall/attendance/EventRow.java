package org.rollcall.attendance;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** An event as a row of the attendance log, in both directions. */
final class EventRow {
  static final String COLUMNS =
      "revision, command_id, type, roll_call, delegate, site, from_state, from_site, to_state,"
          + " to_site, person, person_from_state, person_from_site, person_to_state,"
          + " person_to_site, happened_at, recorded_at, recorded_by, source, undoes, counted,"
          + " flags, digest";
  static final String INSERT =
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

  private EventRow() {}

  /** Sets the parameters of {@link #INSERT}. */
  static void bind(PreparedStatement insert, long conference, Event e) throws SQLException {
    Event.Companion person = e.person();
    int at = 1;
    insert.setLong(at++, conference);
    insert.setLong(at++, e.revision());
    insert.setBytes(at++, BinaryId.bytes(e.id()));
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
    insert.setBytes(at++, e.undoes() == null ? null : BinaryId.bytes(e.undoes()));
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

  /** The event of a row of {@link #COLUMNS}. */
  static Event read(ResultSet row) throws SQLException {
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
        BinaryId.uuid(row.getBytes(2)),
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
        undoes == null ? null : BinaryId.uuid(undoes),
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

  /** As exact as the log keeps an instant. */
  static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
