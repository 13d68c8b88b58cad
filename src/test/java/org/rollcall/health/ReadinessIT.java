package org.rollcall.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;
import org.rollcall.RunningServer;
import org.rollcall.Scraped;
import org.rollcall.client.Api;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;

/** What readiness says while the database is in trouble, and that it comes back. */
@RequiresDocker
class ReadinessIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, Object> LIMITS =
      Map.of(
          "rollcall.desk.patience", "1s",
          "rollcall.readiness.interval", "200ms",
          "rollcall.readiness.patience", "2s",
          "rollcall.readiness.slow", "500ms",
          "rollcall.readiness.lag", "300ms",
          "rollcall.readiness.remembered", "5s");

  private static MySqlServer mySql;

  private MySqlServer.Database database;
  private RunningServer server;
  private Gathering gathering;
  private CheckInClient device;

  @BeforeAll
  static void startMySql() {
    mySql = MySqlServer.start();
  }

  @AfterAll
  static void stopMySql() {
    mySql.close();
  }

  @BeforeEach
  void gather() {
    database = mySql.newDatabase();
    server = RunningServer.onMySql(database, LIMITS);
    gathering = Gathering.of(server.organizer(), 2, 8);
    device = gathering.device(1);
    awaitReady();
  }

  @AfterEach
  void stop() {
    device.close();
    server.close();
  }

  @Test
  void aDatabaseForReadingAloneIsToldAndNothingIsLost() throws SQLException {
    ObjectNode command = Commands.checkIn(gathering.delegateOf(1, 0));
    sql("SET GLOBAL super_read_only = 1");
    try {
      awaitReadiness(503, "DOWN", "DATABASE_READ_ONLY");
      assertPutOff(device.ask(command));
      assertThat(readiness()).isEqualTo(new Told(503, "DOWN", "DATABASE_READ_ONLY"));
      assertThat(status("/health/liveness")).isEqualTo(200);
      Scraped scraped = Scraped.of(server.organizer());
      assertThat(scraped.sum("rollcall_ready")).isZero();
      assertThat(scraped.sum("rollcall_hindrance", "reason=\"DATABASE_READ_ONLY\"")).isEqualTo(1);
    } finally {
      sql("SET GLOBAL super_read_only = 0");
      sql("SET GLOBAL read_only = 0");
    }
    awaitReady();
    assertAppliedOnce(command);
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsTold() {
    ObjectNode command = Commands.checkIn(gathering.delegateOf(1, 0));
    mySql.pause();
    try {
      awaitReadiness(503, "DOWN", "DATABASE_UNREACHABLE");
      assertThat(status("/health/liveness")).isEqualTo(200);
    } finally {
      mySql.resume();
    }
    awaitReady();
    assertAppliedOnce(command);
  }

  @Test
  void aDatabaseThatEndsBeforeWhatWasAcknowledgedIsToldUntilItHasCaughtUp() throws SQLException {
    assertApplied(device.ask(Commands.checkIn(gathering.delegateOf(1, 0))));
    ObjectNode again = Commands.checkIn(gathering.delegateOf(1, 0));
    ObjectNode other = Commands.checkIn(gathering.delegateOf(1, 1));
    takeBackTheLast();
    awaitReadiness(503, "DOWN", "DATABASE_BEHIND");
    assertThat(status("/health/liveness")).isEqualTo(200);
    // a refusal would be believed, and be wrong if the event is lost for good
    assertPutOff(device.ask(again));
    assertPutOff(device.ask(other));

    giveItBack();
    awaitReady();
    assertThat(device.ask(again).path("reason").asText()).isEqualTo("ALREADY_HERE");
    assertAppliedOnce(other);
  }

  @Test
  void aDatabaseThatWentOnOtherwiseStopsTheDesk() throws SQLException {
    assertApplied(device.ask(Commands.checkIn(gathering.delegateOf(1, 0))));
    takeBackTheLast();
    awaitReadiness(503, "DOWN", "DATABASE_BEHIND");
    sql("UPDATE kept SET command_id = UUID_TO_BIN(UUID())");
    giveItBack();

    awaitReadiness(503, "DOWN", "DESK_STOPPED");
    assertThat(status("/health/liveness")).isEqualTo(503);
    assertPutOff(device.ask(Commands.checkIn(gathering.delegateOf(1, 1))));
  }

  @Test
  void aSlowCommitIsToldAndTheServerStaysReady() throws Exception {
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM log_head FOR UPDATE");
      CompletableFuture<JsonNode> answer =
          device.send(Commands.checkIn(gathering.delegateOf(1, 0)));
      Thread.sleep(900);
      other.rollback();
      assertApplied(CheckInClient.await(answer));
    }
    awaitReadiness(200, "UP", "DATABASE_SLOW");
    awaitReady();
  }

  @Test
  void aServerThatHasNotReadWhatAnotherWroteSaysSo() {
    Map<String, Object> late = new HashMap<>(LIMITS);
    late.put("rollcall.desk.follow-interval", "4s");
    try (var second = RunningServer.onMySql(database, late)) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            device.ask(Commands.siteReport(3));
            return readiness(second).reason().equals("SERVER_BEHIND");
          });
      Scraped scraped = Scraped.of(second.organizer());
      assertThat(scraped.sum("rollcall_ready")).isEqualTo(1);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            Scraped now = Scraped.of(second.organizer());
            assertThat(now.sum("rollcall_follower_lag_seconds")).isZero();
            assertThat(now.sum("rollcall_follower_behind_revisions")).isZero();
          });
      assertThat(Scraped.of(server.organizer()).sum("rollcall_follower_lag_seconds")).isZero();
    }
  }

  // ---- what is asked of the database behind the server's back

  private void takeBackTheLast() throws SQLException {
    sql("CREATE TABLE kept AS SELECT * FROM attendance_event ORDER BY revision DESC LIMIT 1");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("UPDATE log_head SET revision = revision - 1");
      statement.execute(
          "DELETE FROM attendance_event WHERE revision = (SELECT revision FROM kept)");
      connection.commit();
    }
  }

  private void giveItBack() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO attendance_event SELECT * FROM kept");
      statement.execute("UPDATE log_head SET revision = revision + 1");
      connection.commit();
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement any = connection.createStatement()) {
      any.execute(statement);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.url(), database.username(), database.password());
  }

  // ---- what is asked of the server

  /** An answer of readiness; an empty reason is none. */
  private record Told(int code, String status, String reason) {}

  private Told readiness() {
    return readiness(server);
  }

  private static Told readiness(RunningServer server) {
    HttpResponse<String> answer = get(server, "/health/readiness");
    JsonNode body = org.rollcall.client.Json.read(answer.body());
    assertThat(body.size()).as(answer.body()).isLessThanOrEqualTo(2);
    return new Told(
        answer.statusCode(), body.path("status").asText(), body.path("reason").asText(""));
  }

  private int status(String path) {
    return get(server, path).statusCode();
  }

  private static HttpResponse<String> get(RunningServer server, String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(server.base().resolve(path)).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void awaitReady() {
    awaitReadiness(200, "UP", "");
  }

  private void awaitReadiness(int code, String status, String reason) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(readiness()).isEqualTo(new Told(code, status, reason)));
  }

  private static void assertPutOff(JsonNode result) {
    assertThat(result.path("outcome").asText()).as(result.toString()).isEqualTo("REFUSED");
    assertThat(result.path("reason").asText()).as(result.toString()).isEqualTo("TRY_LATER");
  }

  private static void assertApplied(JsonNode result) {
    assertThat(result.path("outcome").asText()).as(result.toString()).isEqualTo("APPLIED");
  }

  /** The device sends it again, as it does after a TRY_LATER; the log has it once. */
  private void assertAppliedOnce(ObjectNode command) {
    await().atMost(PATIENCE).untilAsserted(() -> assertApplied(device.ask(command)));
    Api organizer = server.organizer();
    String id = command.path("id").asText();
    assertThat(organizer.log(gathering.conference(), 0))
        .filteredOn(event -> event.path("id").asText().equals(id))
        .hasSize(1);
  }
}
