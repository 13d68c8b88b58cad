package org.rollcall.attendance;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.data.connection.ConnectionStatus;
import io.micronaut.data.connection.support.AbstractConnectionOperations;
import io.micronaut.data.connection.support.ConnectionCustomizer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a server that stops in the middle of a transaction from holding up the others. MySQL itself
 * ends a session that says nothing for {@link #SILENCE_SECONDS}, between two statements or within
 * one, and so frees its locks; nobody waits for a lock without end. Only where a transaction may be
 * open: a session that rests in the pool may be silent for long.
 */
@Singleton
public final class BoundedTransactions
    implements ConnectionCustomizer<Connection>,
        BeanCreatedEventListener<AbstractConnectionOperations<Connection>> {
  /** So that others are held up for less than 5 s. */
  private static final int SILENCE_SECONDS = 3;

  /** Whoever waits for such a lock waits until it is freed. */
  private static final int LOCK_SECONDS = SILENCE_SECONDS + 1;

  private static final Logger LOG = LoggerFactory.getLogger(BoundedTransactions.class);
  private static final String BOUND =
      "SET SESSION wait_timeout = "
          + SILENCE_SECONDS
          + ", net_read_timeout = "
          + SILENCE_SECONDS
          + ", innodb_lock_wait_timeout = "
          + LOCK_SECONDS;
  private static final String UNBOUND =
      "SET SESSION wait_timeout = DEFAULT, net_read_timeout = DEFAULT,"
          + " innodb_lock_wait_timeout = DEFAULT";

  private final boolean shared;

  BoundedTransactions(@Property(name = "datasources.default.url") @Nullable String url) {
    this.shared = url == null || !url.startsWith("jdbc:h2:");
  }

  /** What is read or written with one connection. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  /** Does work on a connection of its own, whose transactions are bounded. Blocks. */
  public <T extends @Nullable Object> T with(DataSource dataSource, Work<T> work)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (!shared) {
        return work.on(connection);
      }
      bound(connection);
      try {
        return work.on(connection);
      } finally {
        release(connection);
      }
    }
  }

  static void bound(Connection connection) throws SQLException {
    execute(connection, BOUND);
  }

  static void unbound(Connection connection) throws SQLException {
    execute(connection, UNBOUND);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public AbstractConnectionOperations<Connection> onCreated(
      BeanCreatedEvent<AbstractConnectionOperations<Connection>> event) {
    if (shared) {
      event.getBean().addConnectionCustomizer(this);
    }
    return event.getBean();
  }

  @Override
  public <R> Function<ConnectionStatus<Connection>, R> intercept(
      Function<ConnectionStatus<Connection>, R> operation) {
    // one call within another's transaction must not take its bounds away
    return status ->
        status.isNew() && !status.getDefinition().isReadOnly().orElse(false)
            ? bounded(status, operation)
            : operation.apply(status);
  }

  private static <R> R bounded(
      ConnectionStatus<Connection> status, Function<ConnectionStatus<Connection>, R> operation) {
    Connection connection = status.getConnection();
    try {
      bound(connection);
    } catch (SQLException e) {
      throw new LogUnavailable(e);
    }
    try {
      return operation.apply(status);
    } finally {
      release(connection);
    }
  }

  private static void release(Connection connection) {
    try {
      unbound(connection);
    } catch (SQLException e) {
      LOG.debug("a connection broke; the pool will replace it", e);
    }
  }
}
