package org.rollcall.roster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Fault;
import org.rollcall.web.Fields;

/** A table as people keep it in their spreadsheets: headers in English or Vietnamese, any order. */
final class Table {
  private static final String ROW_NUMBER = "stt";
  private static final int LONGEST_HEADER_SHOWN = 60;

  /** What a spreadsheet shows where a formula came to nothing; nobody is called so. */
  private static final Set<String> ERRORS =
      Set.of(
          "#N/A",
          "#REF!",
          "#VALUE!",
          "#DIV/0!",
          "#NAME?",
          "#NUM!",
          "#NULL!",
          "#SPILL!",
          "#CALC!",
          "#GETTING_DATA");

  private final Map<Column, Integer> places = new LinkedHashMap<>();
  private final List<Integer> headless = new ArrayList<>();
  private final List<Column> columns;
  private final Reading reading;
  private final Faults faults;
  private final Consumer<Row> rows;
  private boolean headed;
  private int width;
  private int read;

  private Table(List<Column> columns, Reading reading, Consumer<Row> rows) {
    this.columns = columns;
    this.reading = reading;
    this.faults = reading.faults();
    this.rows = rows;
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

    private boolean hasErrors() {
      boolean any = false;
      for (Column column : places.keySet()) {
        String cell = get(column);
        if (cell != null && cell.startsWith("#") && ERRORS.contains(cell)) {
          faults.add(place(column).fault("ERROR_CELL", "roster.error-cell", cell));
          any = true;
        }
      }
      return any;
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
  static void read(RowSource source, List<Column> columns, Reading reading, Consumer<Row> rows) {
    Table table = new Table(columns, reading, rows);
    boolean readable = source.read(reading.faults(), table::take);
    if (readable && !table.headed) {
      reading.faults().add(Fault.inRow(1, null, "EMPTY", "roster.empty"));
    }
  }

  private boolean take(int number, List<String> cells) {
    Row row = new Row(number, cells);
    if (row.isBlank()) {
      return true;
    }
    if (!headed) {
      headed = true;
      return isHeadedRight(row);
    }
    if (++read > reading.mostRows()) {
      faults.add(
          Fault.inRow(number, null, "TOO_MANY_ROWS", "roster.too-many-rows", reading.mostRows()));
      return false;
    }
    if (row.hasMoreThanHeaders()) {
      faults.add(Fault.inRow(number, null, "EXTRA_CELL", "roster.extra-cell"));
    } else if (!row.hasErrors()) {
      rows.accept(row);
    }
    reading.progress().accept(read);
    return true;
  }

  private boolean isHeadedRight(Row header) {
    boolean right = true;
    width = header.cells.size();
    for (int at = 0; at < width; at++) {
      String name = Fields.clean(header.cells.get(at));
      if (name.isEmpty()) {
        headless.add(at);
      } else if (!Column.fold(name).equals(ROW_NUMBER)) {
        right &= isKnown(header.number, name, at);
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

  private boolean isKnown(int row, String name, int at) {
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
}
