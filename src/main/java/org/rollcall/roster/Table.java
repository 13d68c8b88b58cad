package org.rollcall.roster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Fault;
import org.rollcall.web.Fields;

/**
 * A table as people export it from their spreadsheets: comma, semicolon or tab, quotes as in RFC
 * 4180, headers in English or Vietnamese in any order.
 */
final class Table {
  private static final String SEPARATORS = ",;\t";
  private static final String ROW_NUMBER = "stt";
  private static final int LONGEST_HEADER_SHOWN = 60;

  private final Map<Column, Integer> places = new HashMap<>();
  private final List<Integer> headless = new ArrayList<>();
  private final Faults faults;
  private int width;

  private Table(Faults faults) {
    this.faults = faults;
  }

  /** A row. The first row of a spreadsheet, which holds the headers, is 1. */
  final class Row {
    private final int number;
    private final List<String> cells;

    Row(int number, List<String> cells) {
      this.number = number;
      this.cells = cells;
    }

    int number() {
      return number;
    }

    /** The cell; empty where the row ends before it, null where the table has no such column. */
    @Nullable String get(Column column) {
      Integer at = places.get(column);
      return at == null ? null : at < cells.size() ? cells.get(at) : "";
    }

    Fields.Place place(Column column) {
      return (code, key, arguments) -> Fault.inRow(number, column.name(), code, key, arguments);
    }

    private boolean isBlank() {
      return cells.stream().allMatch(String::isBlank);
    }

    private boolean hasMoreThanHeaders() {
      for (int at : headless) {
        if (at < cells.size() && !cells.get(at).isBlank()) {
          return true;
        }
      }
      return cells.stream().skip(width).anyMatch(cell -> !cell.isBlank());
    }
  }

  /** Reads a table row by row. Whatever is wrong with it is added to the faults. */
  static void read(String text, List<Column> columns, Faults faults, Consumer<Row> rows) {
    if (text.indexOf('\0') >= 0) {
      // UTF-16 without its mark, or no text at all
      faults.add(Fault.inRow(1, null, "ENCODING", "web.broken-text"));
      return;
    }
    Table table = new Table(faults);
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator(text))
            .skipEmptyLines(false)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(text)) {
      table.read(csv.iterator(), columns, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Iterator<CsvRecord> records, List<Column> columns, Consumer<Row> rows) {
    int number = 0;
    boolean headed = false;
    try {
      while (records.hasNext()) {
        Row row = new Row(++number, records.next().getFields());
        if (row.isBlank()) {
          continue;
        }
        if (!headed) {
          headed = true;
          if (!isHeadedRight(row, columns)) {
            return;
          }
        } else if (row.hasMoreThanHeaders()) {
          faults.add(Fault.inRow(number, null, "EXTRA_CELL", "roster.extra-cell"));
        } else {
          rows.accept(row);
        }
      }
    } catch (CsvParseException e) {
      faults.add(Fault.inRow(number + 1, null, "MALFORMED", "roster.malformed"));
      return;
    }
    if (!headed) {
      faults.add(Fault.inRow(1, null, "EMPTY", "roster.empty"));
    }
  }

  private boolean isHeadedRight(Row header, List<Column> columns) {
    boolean right = true;
    width = header.cells.size();
    for (int at = 0; at < width; at++) {
      String name = Fields.clean(header.cells.get(at));
      if (name.isEmpty()) {
        headless.add(at);
      } else if (!Column.fold(name).equals(ROW_NUMBER)) {
        right &= isKnown(header.number, name, at, columns);
      }
    }
    for (Column column : columns) {
      if (column.required() && !places.containsKey(column)) {
        String also = String.join(", ", column.also());
        faults.add(
            Fault.inRow(
                header.number,
                column.name(),
                "MISSING_COLUMN",
                "roster.missing-column",
                column.name(),
                also));
        right = false;
      }
    }
    return right;
  }

  private boolean isKnown(int row, String name, int at, List<Column> columns) {
    String shown =
        name.length() > LONGEST_HEADER_SHOWN ? name.substring(0, LONGEST_HEADER_SHOWN) + "…" : name;
    if (name.indexOf('\uFFFD') >= 0) {
      faults.add(Fault.inRow(row, shown, "ENCODING", "web.broken-text"));
      return false;
    }
    for (Column column : columns) {
      if (column.isHeaded(name)) {
        if (places.putIfAbsent(column, at) != null) {
          faults.add(Fault.inRow(row, shown, "DUPLICATE_COLUMN", "roster.duplicate-column"));
          return false;
        }
        return true;
      }
    }
    faults.add(Fault.inRow(row, shown, "UNKNOWN_COLUMN", "roster.unknown-column"));
    return false;
  }

  /** The separator that stands most often in the first line with text, outside of quotes. */
  private static char separator(String text) {
    int[] found = new int[SEPARATORS.length()];
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r')) {
        if (any) {
          break;
        }
        found = new int[SEPARATORS.length()];
      } else if (!quoted && SEPARATORS.indexOf(c) >= 0) {
        found[SEPARATORS.indexOf(c)]++;
      } else if (!Character.isWhitespace(c)) {
        any = true;
      }
    }
    int best = 0;
    for (int i = 1; i < found.length; i++) {
      if (found[i] > found[best]) {
        best = i;
      }
    }
    return SEPARATORS.charAt(best);
  }
}
