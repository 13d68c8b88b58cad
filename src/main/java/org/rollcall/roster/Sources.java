package org.rollcall.roster;

import io.micronaut.http.HttpStatus;
import org.rollcall.web.Problem;

/** Finds out what kind of file a table came in: by its first bytes, whatever it is called. */
final class Sources {
  private Sources() {}

  /**
   * The rows of a file. It is not read before they are asked for.
   *
   * @param workbook whether it is said to be a workbook
   */
  static RowSource of(byte[] file, boolean workbook, ImportLimits limits) {
    if (Encodings.isWorkbook(file)) {
      return new WorkbookRows(file, limits.unzippedBytes());
    }
    if (Encodings.isOldWorkbook(file)) {
      throw Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "roster.old-workbook");
    }
    if (workbook) {
      throw Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "roster.no-workbook");
    }
    return new CsvRows(() -> Encodings.decode(file));
  }
}
