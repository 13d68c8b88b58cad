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
  static RowSource of(Upload file, boolean workbook, ImportLimits limits) {
    byte[] head = file.head(Encodings.LONGEST_MARK);
    if (Encodings.isWorkbook(head)) {
      return new WorkbookRows(file::bytes, limits.unzippedBytes());
    }
    if (Encodings.isOldWorkbook(head)) {
      throw Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "roster.old-workbook");
    }
    if (workbook) {
      throw Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "roster.no-workbook");
    }
    return new CsvRows(() -> Encodings.reader(file.content()));
  }
}
