package org.rollcall;

import java.nio.file.Path;

/** The embedded database: one file in the data folder. */
final class EmbeddedDatabase {
  static final String USERNAME = "sa";

  /**
   * WRITE_DELAY=0 because H2 otherwise answers a commit that it has not written; the database is
   * closed by the application's own way out, not by a hook of H2 that runs beside it.
   */
  private static final String OPTIONS =
      ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
          + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

  private EmbeddedDatabase() {}

  static String url(Path folder) {
    String file = folder.resolve("rollcall").toString().replace("\\", "/").replace(";", "\\;");
    return "jdbc:h2:file:" + file + OPTIONS;
  }
}
