package org.rollcall.attendance;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Codes of sites and delegates: 1–64 letters of any script, digits, {@code - _ .}, compared after
 * upper-casing.
 */
public final class Codes {
  /** The longest code, in characters. */
  public static final int MAX_LENGTH = 64;

  /** What the codes begin with that the server gives itself. */
  public static final char SERVER_PREFIX = '~';

  private Codes() {}

  /**
   * The one form in which a code is kept and compared, or empty if it is no code. Accepts the
   * server's own.
   */
  public static Optional<String> canonical(String raw) {
    if (raw.length() > 4 * MAX_LENGTH) {
      return Optional.empty();
    }
    String code = Normalizer.normalize(raw.strip(), Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
    code = Normalizer.normalize(code, Normalizer.Form.NFC);
    if (code.isEmpty() || code.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int start = isServers(code) ? 1 : 0;
    boolean valid =
        code.length() > start && code.codePoints().skip(start).allMatch(Codes::isCodeCharacter);
    return valid ? Optional.of(code) : Optional.empty();
  }

  /** As {@link #canonical}, for codes that a person gives: those of the server are no such code. */
  public static Optional<String> given(String raw) {
    return canonical(raw).filter(code -> !isServers(code));
  }

  /** Whether the server gave this code, to a walk-in or a substitute. */
  public static boolean isServers(String code) {
    return !code.isEmpty() && code.charAt(0) == SERVER_PREFIX;
  }

  private static boolean isCodeCharacter(int c) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
