package org.rollcall.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.access.OwnOrganizer;
import org.rollcall.pages.PageServer;

/** What a newcomer sees who follows the link. */
@RequiresBrowser
class DemoPageTest {
  private static final Pattern LINK = Pattern.compile("http://\\S+/board#\\S+");

  @RegisterExtension static final PageServer server = PageServer.onH2();

  @Test
  void theLinkShowsTheDelegatesArriving() {
    var printed = new ByteArrayOutputStream();
    var screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8));
    URI address = URI.create(server.address());
    try (var play = new Play(address, Duration.ofSeconds(20), 2020, screen)) {
      var page = server.device(PageServer.sized(1280, 1240)).newPage();
      var played = play(play, server.bean(OwnOrganizer.class));
      page.navigate(link(printed));
      var table = page.getByRole(AriaRole.TABLE, new GetByRoleOptions().setName("Điểm cầu"));
      // the head of the table is a row, too
      assertThat(table.getByRole(AriaRole.ROW)).hasCount(24 + 1);

      page.waitForFunction(
          "() => Number(document.querySelector('.lead-present').textContent) > 300");
      var totals = page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Tổng hợp"));
      assertThat(totals).containsText("495 / 495");
      await().atMost(Duration.ofMinutes(1)).until(played::isDone);
      assertThat(played.join().differences()).isEmpty();
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
