package org.rollcall.attendance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A desk's own connection, held while there is work. For the desk's thread. */
final class DeskConnection {
  private final AttendanceLog log;
  private final boolean shared;
  private final Duration patience;
  private final Runnable doubt;
  private @Nullable Connection held;

  /**
   * Holds none yet.
   *
   * @param shared whether others write the same database
   * @param patience how long one statement may take to be answered
   * @param doubt called when the connection broke: at its other end may be another database now
   */
  DeskConnection(AttendanceLog log, boolean shared, Duration patience, Runnable doubt) {
    this.log = log;
    this.shared = shared;
    this.patience = patience;
    this.doubt = doubt;
  }

  boolean isHeld() {
    return held != null;
  }

  /** The one held, else one of the pool, with auto-commit off. */
  Connection get() throws SQLException {
    Connection connection = held;
    if (connection == null) {
      connection = log.connect();
      held = connection;
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      if (shared) {
        BoundedTransactions.bound(connection);
        // one that hears nothing reads the log anew, rather than to wait for an answer that was
        // lost
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
      }
    }
    return connection;
  }

  /** Gives it back to the pool. */
  void release() {
    Connection connection = held;
    if (connection == null) {
      return;
    }
    try {
      if (shared) {
        BoundedTransactions.unbound(connection);
      }
      connection.rollback();
      held = null;
      connection.close();
    } catch (SQLException e) {
      drop();
    }
  }

  /** Gives it up as broken, so that the pool hands it to no other user. */
  void drop() {
    doubt.run();
    Connection connection = held;
    held = null;
    if (connection != null) {
      log.discard(connection);
    }
  }
}
