package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.runtime.server.EmbeddedServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.client.Gathering;

/** Tables changed by one user, conferences served by another who may not. */
@RequiresDocker
class MigrationsIT {
  private static final Path JAR =
      Path.of(System.getProperty("rollcall.jar", "target/rollcall.jar")).toAbsolutePath();
  private static final String UP_TO_DATE = "The tables are up to date; changes applied: ";

  private final MySqlServer.Database owned = MySqlServer.shared().newDatabase();
  private final MySqlServer.Database served =
      new MySqlServer.Database(owned.url(), "four_rights", "bốn-quyền");

  @BeforeEach
  void grantFourRights() throws SQLException {
    String name = owned.url().substring(owned.url().lastIndexOf('/') + 1);
    execute(owned, "CREATE USER four_rights@'%' IDENTIFIED BY '" + served.password() + "'");
    execute(owned, "GRANT SELECT, INSERT, UPDATE, DELETE ON " + name + ".* TO four_rights@'%'");
  }

  @AfterEach
  void dropTheUser() throws SQLException {
    execute(owned, "DROP USER four_rights@'%'");
  }

  @Test
  void aUserWithFourRightsServesOnTablesThatAnotherMade() throws Exception {
    assertThatThrownBy(this::serve)
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll("V1__attendance.sql was not applied", "migrate");

    assertThat(migrate()).startsWith(UP_TO_DATE).doesNotEndWith(" 0");
    assertThat(migrate()).isEqualTo(UP_TO_DATE + "0");

    EmbeddedServer server = serve();
    try {
      Gathering gathering = Gathering.of(RunningServer.organizer(server.getURI()), 2, 4);
      assertThat(gathering.passes()).hasSize(2);
      assertThatThrownBy(() -> execute(served, "ALTER TABLE conference ADD COLUMN more INT"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("denied");
    } finally {
      Application.stop(server);
    }
  }

  @Test
  void aDatabaseThatIsNotThereYetIsWaitedFor() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var later = new MySqlServer.Database(at(port), owned.username(), owned.password());
    var told = new LinkedBlockingQueue<String>();
    CompletableFuture<String> migrated =
        CompletableFuture.supplyAsync(() -> Migrations.run(later.settings(), told::add));

    assertThat(told.poll(30, TimeUnit.SECONDS))
        .startsWith("Waiting up to 120 s for " + at(port).split("\\?")[0] + ": ConnectException");
    assertThat(migrated).isNotDone();
    try (var line = new MySqlLine(owned, port)) {
      assertThat(migrated.get(60, TimeUnit.SECONDS)).startsWith(UP_TO_DATE).doesNotEndWith(" 0");
    }
    assertThat(told).isEmpty();
  }

  @Test
  void whatTheDatabaseRefusesIsNotWaitedFor() {
    var wrong = new MySqlServer.Database(owned.url(), owned.username(), "sai");

    assertThatThrownBy(() -> Migrations.run(wrong.settings(), this::neverWaits))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("ROLLCALL_DB_USERNAME");
    var none = new MySqlServer.Database(owned.url() + "_none", owned.username(), owned.password());
    assertThatThrownBy(() -> Migrations.run(none.settings(), this::neverWaits))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("make that database");
  }

  private void neverWaits(String line) {
    throw new AssertionError(line);
  }

  private String at(int port) {
    String name = owned.url().substring(owned.url().lastIndexOf('/') + 1);
    return "jdbc:mysql://127.0.0.1:"
        + port
        + "/"
        + name
        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
  }

  private EmbeddedServer serve() {
    var environment = new HashMap<>(RunningServer.environment(served.environment()));
    environment.put("ROLLCALL_DB_MIGRATE", "false");
    return Application.start(Settings.from(environment), Map.of());
  }

  /** The last line of the jar, which ends with 0. */
  private String migrate() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder = new ProcessBuilder(java, "-jar", JAR.toString(), "migrate");
    builder.environment().keySet().removeIf(name -> name.startsWith("ROLLCALL_"));
    builder.environment().putAll(owned.environment());
    Process process = builder.redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes());
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return output.lines().reduce("", (first, last) -> last);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void execute(MySqlServer.Database database, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
