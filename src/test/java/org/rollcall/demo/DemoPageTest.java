package org.rollcall.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.Application;
import org.rollcall.Chromium;
import org.rollcall.RequiresBrowser;
import org.rollcall.Settings;
import org.rollcall.access.OwnOrganizer;

/** What a newcomer sees who follows the link. */
@RequiresBrowser
class DemoPageTest {
  private static final Pattern LINK = Pattern.compile("http://\\S+/board#\\S+");
  private static final double PATIENCE_MILLIS = 60_000;

  @Test
  void theLinkShowsTheDelegatesArriving(@TempDir Path folder) {
    EmbeddedServer server =
        Application.start(
            Settings.from(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_DATA", folder.toString())),
            Map.of());
    var printed = new ByteArrayOutputStream();
    var screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8));
    URI address = URI.create("http://localhost:" + server.getPort());
    try (var play = new Play(address, Duration.ofSeconds(20), 2020, screen);
        var chromium = Chromium.launch()) {
      var page =
          chromium
              .browser()
              .newPage(new Browser.NewPageOptions().setLocale("vi-VN").setViewportSize(1280, 1240));
      var played = play(play, server.getApplicationContext().getBean(OwnOrganizer.class));
      page.navigate(link(printed));
      var table = page.getByRole(AriaRole.TABLE, new GetByRoleOptions().setName("Điểm cầu"));
      // the head of the table is a row, too
      assertThat(table.getByRole(AriaRole.ROW)).hasCount(24 + 1);

      page.waitForFunction(
          "() => Number(document.querySelector('.lead-present').textContent) > 300");
      var totals = page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Tổng hợp"));
      var patience = new ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
      assertThat(totals).containsText("495 / 495", patience);
      await().atMost(Duration.ofMinutes(1)).until(played::isDone);
      assertThat(played.join().differences()).isEmpty();
    } finally {
      Application.stop(server);
    }
  }

  private static CompletableFuture<Verdict> play(Play play, OwnOrganizer organizer) {
    String password = organizer.renew("demo");
    var verdict = new CompletableFuture<Verdict>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            verdict.complete(play.run("demo", password));
          } catch (Exception e) {
            verdict.completeExceptionally(e);
          }
        });
    return verdict;
  }

  private static String link(ByteArrayOutputStream printed) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> found(printed.toString(StandardCharsets.UTF_8)), link -> !link.isEmpty());
  }

  private static String found(String text) {
    Matcher matcher = LINK.matcher(text);
    return matcher.find() ? matcher.group() : "";
  }
}
