package org.rollcall.roster;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Which encoding a table's bytes are in, by their mark: UTF-8 with one or without, or UTF-16 with
 * one.
 */
final class Encodings {
  private Encodings() {}

  /** As many bytes say what kind of file it is. */
  static final int LONGEST_MARK = 8;

  /**
   * The text, with U+FFFD where bytes make no letter: whoever reads a cell finds it there.
   *
   * @param file can go back to a mark
   */
  static Reader reader(InputStream file) {
    try {
      file.mark(LONGEST_MARK);
      byte[] head = file.readNBytes(3);
      file.reset();
      if (starts(head, 0xEF, 0xBB, 0xBF)) {
        return reader(file, 3, StandardCharsets.UTF_8);
      }
      if (starts(head, 0xFF, 0xFE)) {
        return reader(file, 2, StandardCharsets.UTF_16LE);
      }
      if (starts(head, 0xFE, 0xFF)) {
        return reader(file, 2, StandardCharsets.UTF_16BE);
      }
      return reader(file, 0, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static Reader reader(InputStream file, int from, Charset charset) throws IOException {
    file.skipNBytes(from);
    return new InputStreamReader(file, charset);
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
