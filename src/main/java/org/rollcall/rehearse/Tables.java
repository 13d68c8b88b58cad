package org.rollcall.rehearse;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** The tables that an organizer imports: the sites, and the roster in pieces. */
final class Tables {
  private static final int CHARACTERS_OF_A_ROW = 160;

  /** Delegates from one number to before another. */
  record Piece(int from, int to) {
    int rows() {
      return to - from;
    }
  }

  private final Nation nation;

  Tables(Nation nation) {
    this.nation = nation;
  }

  String sites() {
    var text = new StringWriter(nation.sites() * CHARACTERS_OF_A_ROW);
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord("code", "parent_code", "name", "kind", "address", "seats");
      for (int i = 0; i < nation.sites(); i++) {
        Nation.Site site = nation.site(i);
        csv.writeRecord(
            site.code(),
            site.parent() < 0 ? "" : nation.site(site.parent()).code(),
            site.name(),
            site.parent() < 0 ? "MAIN" : "BRANCH",
            "Hội trường " + site.name(),
            Integer.toString(10 * (1 + nation.delegatesOf(i) / 8)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The roster in pieces of at most so many rows. */
  List<Piece> pieces(int rows) {
    var pieces = new ArrayList<Piece>();
    int all = nation.delegates();
    int count = (all + rows - 1) / rows;
    for (int i = 0; i < count; i++) {
      pieces.add(new Piece((int) ((long) all * i / count), (int) ((long) all * (i + 1) / count)));
    }
    return pieces;
  }

  String delegates(Piece piece) {
    var text = new StringWriter(piece.rows() * CHARACTERS_OF_A_ROW);
    write(piece, text);
    return text.toString();
  }

  private void write(Piece piece, Writer text) {
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord("code", "full_name", "title", "organisation", "site_code");
      int home = nation.home(piece.from());
      for (int i = piece.from(); i < piece.to(); i++) {
        while (i >= nation.firstDelegate(home) + nation.delegatesOf(home)) {
          home++;
        }
        Nation.Delegate delegate = nation.delegate(i, home);
        csv.writeRecord(
            delegate.code(),
            delegate.fullName(),
            delegate.title(),
            delegate.organisation(),
            nation.site(home).code());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
