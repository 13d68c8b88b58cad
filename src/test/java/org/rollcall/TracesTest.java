package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.client.Api;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;

/** Traces go where they are wanted, and nowhere else. */
class TracesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::take);
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  @Test
  void callsAndCommitsAreTracedWhereItIsSwitchedOn(@TempDir Path folder) {
    String address = "http://localhost:" + receiver.getAddress().getPort();
    Map<String, String> environment =
        Map.of(
            "ROLLCALL_PORT", "0", "ROLLCALL_DATA", folder.toString(), "ROLLCALL_TRACES", address);
    try (var server = RunningServer.start(environment, Map.of("otel.bsp.schedule.delay", "100"))) {
      work(server.organizer());
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(String.join("\n", received))
                  .contains("desk commit", "rollcall.batch.size", "http.route", "/delegates"));
    }
    assertThat(received).allSatisfy(post -> assertThat(post).startsWith("POST /v1/traces "));
    // what was searched for is a name
    assertThat(String.join("\n", received)).doesNotContain("Nguy").doesNotContain("/prometheus");
  }

  @Test
  void nothingIsTracedByDefault(@TempDir Path folder) {
    try (var server = RunningServer.onH2(folder, Map.of())) {
      work(server.organizer());

      assertThat(server.hasBean(OpenTelemetry.class)).isFalse();
      assertThat(server.hasBean(Tracer.class)).isFalse();
    }
    assertThat(received).isEmpty();
  }

  private static void work(Api organizer) {
    Gathering gathering = Gathering.of(organizer, 2, 6);
    try (CheckInClient device = gathering.device(1)) {
      device.ask(Commands.checkIn(gathering.delegateOf(1, 0)));
    }
    organizer.delegates(gathering.conference(), "&q=Nguy%E1%BB%85n");
    Scraped.of(organizer);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    received.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + new String(body, StandardCharsets.ISO_8859_1));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
