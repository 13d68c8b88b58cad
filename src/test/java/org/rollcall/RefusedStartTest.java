package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A start that is refused says why in one line, and its timers say nothing. */
@Isolated("looks at the log of the whole process")
class RefusedStartTest {
  private static final class Traces extends AppenderBase<ILoggingEvent> {
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getThrowableProxy() != null) {
        all.add(event.toString() + ": " + event.getThrowableProxy().getMessage());
      }
    }
  }

  @TempDir Path folder;
  private final Traces traces = new Traces();

  @BeforeEach
  void listen() {
    traces.start();
    root().addAppender(traces);
  }

  @AfterEach
  void noStackTraceWasLogged() {
    root().detachAppender(traces);
    assertThat(traces.all).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rollcall.access.cache-time, soon",
    "rollcall.access.attempt-days, a month",
    "rollcall.board.tick, often",
    "rollcall.check-in.commands-per-frame, many",
    "rollcall.check-in.ping-interval, now and then",
    "rollcall.desk.batch, 1e9",
    "rollcall.links.online-for, -",
    "rollcall.log.page, all",
    "rollcall.registration.patience, long",
    "rollcall.socket.max-message-bytes, 64 KiB",
  })
  void aLimitThatCannotBeReadIsNamed(String name, String value) {
    assertThatThrownBy(() -> Application.start(settings(), Map.of(name, value)))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith(name + " is \"" + value + "\": ")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void tablesMadeByAnotherVersionAreRefused() throws Exception {
    Application.stop(Application.start(settings(), Map.of()));
    try (var connection =
            DriverManager.getConnection(settings().jdbcUrl(), EmbeddedDatabase.USERNAME, "");
        var statement = connection.createStatement()) {
      statement.execute("UPDATE flyway_schema_history SET checksum = 7 WHERE version = '1'");
    }
    assertThatThrownBy(() -> Application.start(settings(), Map.of()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("tables of the database")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aRegisterThatCannotBeLoadedLeavesNoTimerBehind() throws Exception {
    Application.stop(Application.start(settings(), Map.of()));
    try (var connection =
            DriverManager.getConnection(settings().jdbcUrl(), EmbeddedDatabase.USERNAME, "");
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE conference");
    }
    assertThatThrownBy(() -> Application.start(settings(), Map.of()))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void aDatabaseThatDoesNotComeIsWaitedForAsLongAsIsSaid() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Map<String, String> nowhere =
        Map.of(
            "ROLLCALL_DB_URL",
            "jdbc:mysql://127.0.0.1:" + port + "/rollcall",
            "ROLLCALL_DB_USERNAME",
            "rollcall",
            "ROLLCALL_DB_WAIT",
            "2s");
    List<String> told = new ArrayList<>();

    long begun = System.nanoTime();
    assertThatThrownBy(() -> Migrations.run(Settings.from(nowhere), told::add))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cannot reach this database");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(told).singleElement().asString().startsWith("Waiting up to 2 s for jdbc:mysql://");
  }

  private Settings settings() {
    return Settings.from(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_DATA", folder.toString()));
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
