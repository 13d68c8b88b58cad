package org.rollcall.attendance;

import java.sql.SQLException;

/** The database that keeps the log did not answer. */
public final class LogUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what the driver said. */
  public LogUnavailable(SQLException cause) {
    super("the database that keeps the log did not answer", cause);
  }
}
