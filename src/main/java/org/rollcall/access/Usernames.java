package org.rollcall.access;

import java.text.Normalizer;
import java.util.Locale;

/** The one form in which a username is kept and compared. */
final class Usernames {
  static final int MAX_LENGTH = 100;

  private Usernames() {}

  static String canonical(String username) {
    return Normalizer.normalize(username.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  static boolean isValid(String canonical) {
    return !canonical.isEmpty()
        && canonical.length() <= MAX_LENGTH
        && canonical.codePoints().noneMatch(c -> Character.isISOControl(c) || c == ':');
  }
}
