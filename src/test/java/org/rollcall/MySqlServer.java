package org.rollcall;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * MySQL 9.7 in a container, every commit flushed, its files in memory. The shared one starts once
 * in a JVM and lives as long as it; a test that pauses or kills the database starts its own.
 */
public final class MySqlServer implements AutoCloseable {
  private static final DockerImageName IMAGE =
      DockerImageName.parse("mysql:9.7").asCompatibleSubstituteFor("mysql");
  private static final String PASSWORD = "r0ll-call";

  private final MySQLContainer container;
  private final AtomicInteger databases = new AtomicInteger();

  private MySqlServer(MySQLContainer container) {
    this.container = container;
  }

  /**
   * A database of its own on a server.
   *
   * @param url the JDBC address, as a user would write it
   */
  public record Database(String url, String username, String password) {
    /** The environment that makes Rollcall use this database, on any free port. */
    public Map<String, String> environment() {
      return Map.of(
          "ROLLCALL_PORT", "0",
          "ROLLCALL_DB_URL", url,
          "ROLLCALL_DB_USERNAME", username,
          "ROLLCALL_DB_PASSWORD", password);
    }

    /** Its name on the server. */
    public String name() {
      return url.substring(url.lastIndexOf('/') + 1);
    }

    /** The settings that make Rollcall use this database, on any free port. */
    public Settings settings() {
      return Settings.from(environment());
    }
  }

  private static final class Holder {
    static final MySqlServer SHARED = start();
  }

  /** The server that all tests of this JVM share; it must be left running. */
  public static MySqlServer shared() {
    return Holder.SHARED;
  }

  /** A server of one's own, to be closed. */
  public static MySqlServer start() {
    return start(container().withTmpFs(Map.of("/var/lib/mysql", "rw")));
  }

  /** A server of one's own with its files on a disk of that size; to be closed. */
  public static MySqlServer startOnDiskOf(String size) {
    return start(container().withTmpFs(Map.of("/var/lib/mysql", "rw,size=" + size)));
  }

  /** A server of one's own with its files on the engine's disk, for measurements; to be closed. */
  public static MySqlServer startOnDisk() {
    return start(container());
  }

  private static MySQLContainer container() {
    return new MySQLContainer(IMAGE)
        .withUsername("root")
        .withPassword(PASSWORD)
        .withCommand(
            "mysqld",
            "--innodb-flush-log-at-trx-commit=1",
            "--log-bin=binlog",
            "--sync-binlog=1",
            "--max-connections=500");
  }

  private static MySqlServer start(MySQLContainer container) {
    container.start();
    return new MySqlServer(container);
  }

  /** A fresh, empty database. */
  public Database newDatabase() {
    String name = "rollcall_" + databases.incrementAndGet();
    try (var connection =
            DriverManager.getConnection(container.getJdbcUrl(), "root", container.getPassword());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make a database", e);
    }
    String address = container.getHost() + ":" + container.getMappedPort(MySQLContainer.MYSQL_PORT);
    return new Database("jdbc:mysql://" + address + "/" + name, "root", container.getPassword());
  }

  /**
   * Runs a script of the shell beside the server, which may log in as it likes.
   *
   * @return what it printed
   */
  public String run(String script) {
    try {
      var result =
          container.execInContainer(
              "sh", "-c", "export MYSQL_PWD=" + container.getPassword() + "; set -e; " + script);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(script + ": " + result.getStderr());
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Ends the server without a word and starts it again on the same files, perhaps at another port.
   * Only for one with its files on disk.
   *
   * @return where the database is now
   */
  public Database restart(Database database) {
    DockerClient engine = DockerClientFactory.lazyClient();
    String id = container.getContainerId();
    engine.killContainerCmd(id).exec();
    engine.startContainerCmd(id).exec();
    String port =
        engine
            .inspectContainerCmd(id)
            .exec()
            .getNetworkSettings()
            .getPorts()
            .getBindings()
            .get(ExposedPort.tcp(MySQLContainer.MYSQL_PORT))[0]
            .getHostPortSpec();
    String name = database.url().substring(database.url().lastIndexOf('/'));
    return new Database(
        "jdbc:mysql://" + container.getHost() + ":" + port + name,
        database.username(),
        database.password());
  }

  /** Stops the server from answering, as if the machine were hung. */
  public void pause() {
    DockerClientFactory.lazyClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  /** Lets the server go on. */
  public void resume() {
    DockerClientFactory.lazyClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    container.stop();
  }
}
