package org.rollcall.roster;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Which encoding a table's bytes are in, by their mark: UTF-8 with one or without, or UTF-16 with
 * one.
 */
final class Encodings {
  private Encodings() {}

  /** The text, with U+FFFD where bytes make no letter: whoever reads a cell finds it there. */
  static String decode(byte[] bytes) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return text(bytes, 3, StandardCharsets.UTF_8);
    }
    if (starts(bytes, 0xFF, 0xFE)) {
      return text(bytes, 2, StandardCharsets.UTF_16LE);
    }
    if (starts(bytes, 0xFE, 0xFF)) {
      return text(bytes, 2, StandardCharsets.UTF_16BE);
    }
    return text(bytes, 0, StandardCharsets.UTF_8);
  }

  /** Whether the bytes are those of a workbook, which is a zip file. */
  static boolean isWorkbook(byte[] bytes) {
    return starts(bytes, 'P', 'K', 3, 4);
  }

  /**
   * Whether the bytes are those of the older binary format, or of a workbook under a password,
   * which is kept in one.
   */
  static boolean isOldWorkbook(byte[] bytes) {
    return starts(bytes, 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1);
  }

  private static String text(byte[] bytes, int from, Charset charset) {
    return new String(bytes, from, bytes.length - from, charset);
  }

  private static boolean starts(byte[] bytes, int... with) {
    if (bytes.length < with.length) {
      return false;
    }
    for (int i = 0; i < with.length; i++) {
      if ((bytes[i] & 0xFF) != with[i]) {
        return false;
      }
    }
    return true;
  }
}
