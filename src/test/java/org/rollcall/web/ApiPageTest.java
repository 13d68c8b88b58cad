package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.Application;
import org.rollcall.Chromium;
import org.rollcall.RequiresBrowser;
import org.rollcall.Settings;

@RequiresBrowser
class ApiPageTest {
  @ParameterizedTest
  @ValueSource(strings = {"/swagger-ui/index.html", "/swagger-ui/"})
  void theCallsCanBeReadAndTriedInABrowser(String path, @TempDir Path folder) {
    EmbeddedServer server =
        Application.start(
            Settings.from(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_DATA", folder.toString())),
            Map.of());
    try (var chromium = Chromium.launch()) {
      var page = chromium.browser().newPage();
      var complaints = new ConcurrentLinkedQueue<String>();
      page.onConsoleMessage(message -> {
        if (message.type().equals("error")) {
          complaints.add(message.text());
        }
      });
      page.navigate(server.getURI() + path);
      page.waitForSelector("#swagger-ui .info .title");

      assertThat(page.textContent("#swagger-ui .info .title")).contains("Rollcall");
      assertThat(complaints).isEmpty();
    } finally {
      Application.stop(server);
    }
  }
}
