package org.rollcall.attendance;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text as a searcher types it: without accents, đ as d, lower case, words parted by one space. No
 * database's collation does this alike on every engine, so it is done here.
 */
public final class Folding {
  private Folding() {}

  /** The folded words of what somebody searches for; none for null or a text without any. */
  public static List<String> words(@Nullable String text) {
    String folded = text == null ? "" : fold(text);
    return folded.isEmpty() ? List.of() : List.of(folded.split(" ", -1));
  }

  /**
   * The folded words of the text, parted by single spaces; empty for a text without letters or
   * digits.
   */
  public static String fold(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(decomposed.length());
    boolean gap = false;
    for (int i = 0; i < decomposed.length(); ) {
      int c = decomposed.codePointAt(i);
      i += Character.charCount(c);
      int type = Character.getType(c);
      if (type == Character.NON_SPACING_MARK
          || type == Character.ENCLOSING_MARK
          || type == Character.FORMAT) {
        continue;
      }
      if (!Character.isLetterOrDigit(c)) {
        gap = true;
        continue;
      }
      if (gap && !folded.isEmpty()) {
        folded.append(' ');
      }
      gap = false;
      folded.appendCodePoint(c == 'đ' ? 'd' : c);
    }
    return folded.toString();
  }
}
