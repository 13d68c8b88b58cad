package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("changes the time zone of the process")
class ApplicationTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness"})
  void aStartedServerAnswersOnAFreePort(String path, @TempDir Path folder) throws Exception {
    EmbeddedServer server = Application.start(settings(folder), Map.of());
    try {
      assertThat(server.getPort()).isPositive();
      assertThat(status(server.getPort(), path)).isEqualTo(200);
    } finally {
      Application.stop(server);
    }
    assertThat(server.isRunning()).isFalse();
  }

  @Test
  void aManagementPortHasHealthAndMetricsToItself(@TempDir Path folder) throws Exception {
    int port = freePort();
    Settings settings =
        Settings.from(
            Map.of(
                "ROLLCALL_PORT", "0",
                "ROLLCALL_DATA", folder.toString(),
                "ROLLCALL_MANAGEMENT_PORT", Integer.toString(port)));
    EmbeddedServer server = Application.start(settings, Map.of());
    try {
      assertThat(status(port, "/health/readiness")).isEqualTo(200);
      assertThat(status(port, "/prometheus")).isEqualTo(200);
      assertThat(status(server.getPort(), "/health")).isEqualTo(404);
      assertThat(status(server.getPort(), "/prometheus")).isEqualTo(404);
    } finally {
      Application.stop(server);
    }
  }

  @Test
  void theServerKeepsTimeInUtc(@TempDir Path folder) {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Ho_Chi_Minh"));
    try {
      Application.stop(Application.start(settings(folder), Map.of()));

      assertThat(TimeZone.getDefault().getID()).isEqualTo("UTC");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void theSameFolderStartsAgainAfterAStop(@TempDir Path folder) {
    Application.stop(Application.start(settings(folder), Map.of()));
    Application.stop(Application.start(settings(folder), Map.of()));

    assertThat(folder.resolve("rollcall.mv.db")).exists();
  }

  @Test
  void stoppingTwiceIsStoppingOnce(@TempDir Path folder) {
    EmbeddedServer server = Application.start(settings(folder), Map.of());
    Application.stop(server);
    Application.stop(server);

    assertThat(server.isRunning()).isFalse();
  }

  @Test
  void aPortThatIsTakenIsNamed(@TempDir Path folder) throws Exception {
    try (var taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      Settings settings =
          Settings.from(Map.of("ROLLCALL_PORT", port, "ROLLCALL_DATA", folder.toString()));

      assertThatThrownBy(() -> Application.start(settings, Map.of()))
          .isInstanceOf(StartRefused.class)
          .hasMessageStartingWith("ROLLCALL_PORT is \"" + port + "\": ");
    }
  }

  @Test
  void aDataFolderThatIsAFileIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("data"));

    assertThatThrownBy(() -> Application.start(settings(file), Map.of()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("ROLLCALL_DATA is \"" + file);
  }

  @Test
  void aFileThatIsNoDatabaseIsNamed(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("rollcall.mv.db"), "điểm danh ".repeat(1000));

    assertThatThrownBy(() -> Application.start(settings(folder), Map.of()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("ROLLCALL_DATA")
        .message()
        .doesNotContain("\n");
  }

  private static Settings settings(Path folder) {
    return Settings.from(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_DATA", folder.toString()));
  }

  private int status(int port, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
