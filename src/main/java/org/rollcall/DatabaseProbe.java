package org.rollcall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks the database for one connection before anything else starts, and says why there is none. */
final class DatabaseProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int H2_ALREADY_OPEN = 90020;
  private static final int MYSQL_DENIED_DATABASE = 1044;
  private static final int MYSQL_UNKNOWN_DATABASE = 1049;
  private static final String STATE_LOGIN_REFUSED = "28000";

  private DatabaseProbe() {}

  /**
   * Connects, within seconds.
   *
   * @return an open connection; while it is held, an embedded database need not be opened again
   * @throws StartRefused if the database cannot be reached or used
   */
  static Connection open(Settings settings) {
    try {
      return ask(settings);
    } catch (NoConnection e) {
      throw refusal(settings, e.why);
    }
  }

  /**
   * The same, and asks again for as long as {@link Settings#databaseWait} says while MySQL is not
   * to be reached: where both are deployed at once it may come later. What the database refuses, it
   * would refuse again, and is not waited for.
   *
   * @param told hears once, in one line, that it waits
   * @throws StartRefused if the database cannot be reached or used
   */
  static Connection await(Settings settings, Consumer<String> told) {
    long begun = System.nanoTime();
    boolean waits = false;
    while (true) {
      try {
        return ask(settings);
      } catch (NoConnection e) {
        MySql mySql = settings.mySql();
        Duration left = settings.databaseWait().minusNanos(System.nanoTime() - begun);
        if (mySql == null || !mayYetCome(e.why) || !left.isPositive()) {
          throw refusal(settings, e.why);
        }
        if (!waits) {
          waits = true;
          told.accept(
              "Waiting up to %d s for %s: %s"
                  .formatted(settings.databaseWait().toSeconds(), mySql.address(), reason(e.why)));
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted while it waited for the database");
    }
  }

  /** No such host, nobody listens, or no answer; a certificate that is refused stays so. */
  private static boolean mayYetCome(Throwable thrown) {
    Throwable cause = innermost(thrown);
    return cause instanceof TimeoutException
        || (cause instanceof IOException && !(cause instanceof SSLException));
  }

  /** Why one attempt gave no connection. */
  private static final class NoConnection extends Exception {
    private static final long serialVersionUID = 1;

    private final Throwable why;

    NoConnection(Throwable why) {
      super(why);
      this.why = why;
    }
  }

  private static Connection ask(Settings settings) throws NoConnection {
    if (settings.mySql() == null) {
      makeFolder(settings.data());
    }
    var result = new CompletableFuture<Connection>();
    Thread.ofVirtual().name("database-probe").start(() -> connect(settings, result));
    try {
      return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new NoConnection(Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      result.cancel(false);
      throw new NoConnection(new TimeoutException("no answer in " + PATIENCE.toSeconds() + " s"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted while it waited for the database");
    }
  }

  private static void connect(Settings settings, CompletableFuture<Connection> result) {
    try {
      Connection connection =
          DriverManager.getConnection(settings.jdbcUrl(), settings.username(), settings.password());
      if (!result.complete(connection)) {
        connection.close();
      }
    } catch (SQLException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw Settings.wrong(
          Settings.DATA, folder.toString(), "the folder cannot be made, give one that can be");
    }
    if (!Files.isWritable(folder)) {
      throw Settings.wrong(
          Settings.DATA,
          folder.toString(),
          "the folder cannot be written to, give one that can be");
    }
  }

  private static StartRefused refusal(Settings settings, @Nullable Throwable cause) {
    MySql mySql = settings.mySql();
    return mySql == null ? embedded(settings.data(), cause) : remote(mySql, cause);
  }

  private static StartRefused embedded(Path folder, @Nullable Throwable cause) {
    if (cause instanceof SQLException sql && sql.getErrorCode() == H2_ALREADY_OPEN) {
      return Settings.wrong(
          Settings.DATA,
          folder.toString(),
          "another process has this database open; stop it, or give another folder");
    }
    return Settings.wrong(
        Settings.DATA, folder.toString(), "the database there cannot be opened: " + reason(cause));
  }

  private static StartRefused remote(MySql mySql, @Nullable Throwable cause) {
    if (cause instanceof SQLException sql) {
      if (STATE_LOGIN_REFUSED.equals(sql.getSQLState())) {
        return Settings.wrong(
            Settings.DB_USERNAME,
            mySql.username(),
            mySql.address()
                + " refuses this user or the password; check it and "
                + Settings.DB_PASSWORD);
      }
      if (sql.getErrorCode() == MYSQL_UNKNOWN_DATABASE
          || sql.getErrorCode() == MYSQL_DENIED_DATABASE) {
        return Settings.wrong(
            Settings.DB_URL,
            mySql.address(),
            "make that database and let " + mySql.username() + " use it: " + reason(cause));
      }
    }
    return Settings.wrong(
        Settings.DB_URL,
        mySql.address(),
        "cannot reach this database, is it running and open to this machine? " + reason(cause));
  }

  /** The innermost cause says what happened; those around it say that something did. */
  static String reason(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "unknown";
    }
    Throwable cause = innermost(thrown);
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null || message.isBlank()
        ? name
        : name + ": " + message.lines().findFirst().orElse("");
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }
}
