package org.rollcall.roster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Supplier;
import org.rollcall.web.Fault;

/**
 * The rows of a text: comma, semicolon or tab, quotes as in RFC 4180.
 *
 * @param text asked for once, when the rows are
 */
record CsvRows(Supplier<String> text) implements RowSource {
  private static final String SEPARATORS = ",;\t";

  @Override
  public boolean read(Faults faults, Taker taker) {
    String whole = text.get();
    if (whole.indexOf('\0') >= 0) {
      // UTF-16 without its mark, or no text at all
      faults.add(Fault.inRow(1, null, "ENCODING", "web.broken-text"));
      return false;
    }
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator(whole))
            .skipEmptyLines(false)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(whole)) {
      return read(csv.iterator(), faults, taker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean read(Iterator<CsvRecord> records, Faults faults, Taker taker) {
    int number = 0;
    try {
      while (records.hasNext()) {
        if (!taker.take(++number, records.next().getFields())) {
          break;
        }
      }
      return true;
    } catch (CsvParseException e) {
      faults.add(Fault.inRow(number + 1, null, "MALFORMED", "roster.malformed"));
      return false;
    }
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
