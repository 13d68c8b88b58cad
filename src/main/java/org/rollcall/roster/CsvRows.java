package org.rollcall.roster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Supplier;
import org.rollcall.web.Fault;

/**
 * The rows of a text: comma, semicolon or tab, quotes as in RFC 4180. It is read as it comes, and
 * not held.
 *
 * @param text asked for once, when the rows are
 */
record CsvRows(Supplier<Reader> text) implements RowSource {
  private static final String SEPARATORS = ",;\t";

  /** So much is looked at for the first line; a table's headers are shorter. */
  private static final int BEGINNING = 1 << 16;

  @Override
  public boolean read(Faults faults, Taker taker) {
    try (Reader whole = new BufferedReader(new Text(text.get()), BEGINNING);
        CsvReader<CsvRecord> csv =
            CsvReader.builder()
                .fieldSeparator(separator(beginning(whole)))
                .skipEmptyLines(false)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(whole)) {
      return read(csv.iterator(), faults, taker);
    } catch (NoText e) {
      return noText(1, faults);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String beginning(Reader whole) throws IOException {
    whole.mark(BEGINNING);
    var beginning = new char[BEGINNING];
    int length = 0;
    for (int n = 0; n >= 0 && length < BEGINNING; ) {
      length += n;
      n = whole.read(beginning, length, BEGINNING - length);
    }
    whole.reset();
    return new String(beginning, 0, length);
  }

  private static boolean noText(int row, Faults faults) {
    faults.add(Fault.inRow(row, null, "ENCODING", "web.broken-text"));
    return false;
  }

  /** UTF-16 without its mark, or no text at all. */
  private static final class NoText extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Text extends FilterReader {
    Text(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
      int n = super.read(into, from, length);
      for (int i = from; i < from + n; i++) {
        if (into[i] == '\0') {
          throw new NoText();
        }
      }
      return n;
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
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoText) {
        return noText(number + 1, faults);
      }
      throw e;
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
