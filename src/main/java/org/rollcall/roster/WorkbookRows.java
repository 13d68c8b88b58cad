package org.rollcall.roster;

import io.micronaut.http.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of the first sheet of a workbook ({@code .xlsx}), one after the other. */
final class WorkbookRows implements RowSource {
  private static final Logger LOG = LoggerFactory.getLogger(WorkbookRows.class);
  private static final ReadingOptions WITH_FORMATS = new ReadingOptions(true, false);
  private static final ReadingOptions PLAIN = new ReadingOptions(false, false);

  private final Supplier<byte[]> contents;
  private final long mostBytes;

  /**
   * The rows of a file, which is not read before they are asked for.
   *
   * @param contents asked for once, when the rows are; their reader holds them in memory
   * @param mostBytes how large it may be when unzipped
   */
  WorkbookRows(Supplier<byte[]> contents, long mostBytes) {
    this.contents = contents;
    this.mostBytes = mostBytes;
  }

  @Override
  public boolean read(Faults faults, Taker taker) {
    byte[] file = contents.get();
    try {
      WorkbookGuard.check(file, mostBytes);
    } catch (WorkbookGuard.TooLarge e) {
      throw Problem.of(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE, "roster.workbook-too-large", mostBytes >> 20);
    } catch (IOException e) {
      return broken(faults, e);
    }
    try (ReadableWorkbook workbook = open(file);
        Stream<Row> rows = rows(workbook)) {
      return read(rows.iterator(), new CellText(workbook.isDate1904()), faults, taker);
    } catch (IOException | UncheckedIOException | BrokenWorkbook e) {
      return broken(faults, e);
    }
  }

  private static final class BrokenWorkbook extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenWorkbook(RuntimeException cause) {
      super(cause);
    }
  }

  private ReadableWorkbook open(byte[] file) throws IOException {
    try {
      try {
        return new ReadableWorkbook(new ByteArrayInputStream(file), WITH_FORMATS);
      } catch (RuntimeException | IOException noFormats) {
        return new ReadableWorkbook(new ByteArrayInputStream(file), PLAIN);
      }
    } catch (RuntimeException e) {
      throw new BrokenWorkbook(e);
    }
  }

  private static Stream<Row> rows(ReadableWorkbook workbook) throws IOException {
    try {
      return workbook.getFirstSheet().openStream();
    } catch (RuntimeException e) {
      throw new BrokenWorkbook(e);
    }
  }

  private static boolean read(Iterator<Row> rows, CellText text, Faults faults, Taker taker) {
    while (true) {
      int number;
      List<String> cells;
      try {
        // the reader throws whatever comes when a file is not as it should be
        if (!rows.hasNext()) {
          return true;
        }
        Row row = rows.next();
        number = row.getRowNum();
        cells = cells(row, text);
      } catch (RuntimeException e) {
        return broken(faults, e);
      }
      if (!taker.take(number, cells)) {
        return true;
      }
    }
  }

  private static List<String> cells(Row row, CellText text) {
    List<String> cells = new ArrayList<>(row.getCellCount());
    for (@Nullable Cell cell : row) {
      cells.add(cell == null ? "" : text.of(cell));
    }
    return cells;
  }

  private static boolean broken(Faults faults, Exception e) {
    LOG.info("a workbook could not be read: {}", e.toString());
    faults.add(Fault.inRow(1, null, "BROKEN_WORKBOOK", "roster.broken-workbook"));
    return false;
  }
}
