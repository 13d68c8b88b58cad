package org.rollcall.erasure;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.BinaryId;
import org.rollcall.attendance.Codes;

/**
 * All that was ever erased, as lines that operators keep beside their backups: codes and no names.
 * Lists of different times may be joined into one, in any order and with lines twice.
 */
@Singleton
final class ErasureList {
  static final String HEADER = "id,conference,created,code,person,erasedAt";
  private static final int COLUMNS = 6;

  private final PersonalData data;

  ErasureList(PersonalData data) {
    this.data = data;
  }

  /**
   * One line.
   *
   * @param created when the conference was made: after a restore its number may be another's
   * @param code null for everyone
   * @param person see {@link ErasureOrder#person}
   */
  record Line(
      UUID id,
      long conference,
      Instant created,
      @Nullable String code,
      @Nullable String person,
      Instant erasedAt) {
    @Override
    public String toString() {
      return id
          + ","
          + conference
          + ","
          + created
          + ","
          + (code == null ? "" : code)
          + ","
          + (person == null ? "" : person)
          + ","
          + erasedAt;
    }

    static Line of(String text) {
      String[] cells = text.strip().split(",", -1);
      if (cells.length != COLUMNS) {
        throw new IllegalArgumentException(text);
      }
      try {
        String code =
            cells[3].isEmpty()
                ? null
                : Codes.canonical(cells[3]).orElseThrow(() -> new IllegalArgumentException(text));
        return new Line(
            UUID.fromString(cells[0]),
            Long.parseLong(cells[1]),
            Instant.parse(cells[2]),
            code,
            cells[4].isEmpty() ? null : UUID.fromString(cells[4]).toString(),
            Instant.parse(cells[5]));
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(text, e);
      }
    }
  }

  /** The list as it is, the oldest first; what was ordered only is not erased yet. */
  List<Line> all() {
    return data.with(connection -> {
      try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT e.id, e.conference_id, c.created_at, e.delegate, e.person,"
                      + " e.erased_at FROM erasure e JOIN conference c"
                      + " ON c.id = e.conference_id WHERE EXISTS (SELECT 1 FROM attendance_event a"
                      + " WHERE a.conference_id = e.conference_id AND a.command_id = e.id)"
                      + " ORDER BY e.erased_at, e.id");
          ResultSet row = select.executeQuery()) {
        List<Line> lines = new ArrayList<>();
        while (row.next()) {
          lines.add(
              new Line(
                  BinaryId.uuid(row.getBytes(1)),
                  row.getLong(2),
                  row.getTimestamp(3).toInstant(),
                  row.getString(4),
                  row.getString(5),
                  row.getTimestamp(6).toInstant()));
        }
        return lines;
      }
    });
  }

  /**
   * Reads a list, or several after one another.
   *
   * @throws IllegalArgumentException saying which line is none
   */
  static List<Line> read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : Files.readAllLines(file)) {
      number++;
      if (text.isBlank() || text.equals(HEADER)) {
        continue;
      }
      try {
        lines.add(Line.of(text));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + number + " is none of a list of erasures", e);
      }
    }
    return lines;
  }
}
