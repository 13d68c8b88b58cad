package org.rollcall.attendance;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database whose line breaks at the moment that a test chooses. */
final class FaultyDataSource implements DataSource {
  /** Where the line breaks. */
  enum Fault {
    NONE,
    /** The next commit is done, and its answer lost. */
    AFTER_COMMIT,
    /** The next commit is lost. */
    BEFORE_COMMIT,
    /** Nothing answers, until told otherwise. */
    AWAY
  }

  private final DataSource real;
  final AtomicInteger commits = new AtomicInteger();
  volatile Fault fault = Fault.NONE;

  FaultyDataSource(DataSource real) {
    this.real = real;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (fault == Fault.AWAY) {
      throw new SQLRecoverableException("the line is cut");
    }
    Connection connection = real.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              boolean commit = method.getName().equals("commit");
              Fault now = fault;
              if (!method.getName().equals("close")) {
                breakIf(now == Fault.AWAY || (commit && now == Fault.BEFORE_COMMIT));
              }
              try {
                Object answer = method.invoke(connection, arguments);
                if (commit) {
                  commits.incrementAndGet();
                  breakIf(now == Fault.AFTER_COMMIT);
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void breakIf(boolean broken) throws SQLException {
    if (broken) {
      if (fault != Fault.AWAY) {
        fault = Fault.NONE;
      }
      throw new SQLRecoverableException("the line broke");
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("nothing to unwrap");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
