package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.board.BoardScreen.rows;
import static org.rollcall.board.BoardScreen.totals;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Site;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.pages.PageServer;

/**
 * The largest board there is, while deltas come as fast as they may. Prints how long scripts ran in
 * each second; {@code mvn -o test -Dtest=BoardScalePageTest} measures it anew.
 */
@RequiresBrowser
class BoardScalePageTest {
  private static final int SITES = 2500;
  private static final int DELEGATES = 8;
  private static final Duration BURSTS = Duration.ofSeconds(6);
  private static final Duration BETWEEN_CHECK_INS = Duration.ofNanos(500_000);

  /** What fits into any window, with what is kept ready above and below it. */
  private static final int IN_VIEW = 40;

  private static final String FRAMES_OF_DRAWS =
      """
      window.draws = [];
      new PerformanceObserver(list => list.getEntriesByName('rollcall.draw')
          .forEach(draw => window.draws.push(draw.detail.frame)))
        .observe({ type: 'measure' });
      """;

  @RegisterExtension static final PageServer server = PageServer.onH2();
  private final BoardScreen board = new BoardScreen(server);

  @Test
  void ofTwoThousandFiveHundredSitesOnlyThoseInViewAreDrawnAndEachDeltaOnce() {
    Hall hall = large(board.fixture);
    var page = server.signedIn(server.laptop()).newPage();
    page.addInitScript(FRAMES_OF_DRAWS);
    var deltas = new AtomicInteger();
    page.onWebSocket(socket ->
        socket.onFrameReceived(frame -> {
          if (frame.text().startsWith("{\"type\":\"delta\"")) {
            deltas.incrementAndGet();
          }
        }));
    page.navigate(server.address() + "/board?conference=" + hall.id());
    assertThat(totals(page)).containsText("0 / 19.992");
    assertThat(page.getByRole(AriaRole.TABLE)).hasAttribute("aria-rowcount", "2501");
    assertThat(rows(page).count()).isLessThan(IN_VIEW);

    var session = page.context().newCDPSession(page);
    session.send("Performance.enable");
    Map<String, Double> before = metrics(session);
    page.evaluate("() => { window.draws.length = 0; }");
    deltas.set(0);
    var present = checkInFor(hall);
    page.waitForCondition(present::isDone, new Page.WaitForConditionOptions().setTimeout(60_000));
    Map<String, Double> after = metrics(session);
    List<?> draws = (List<?>) page.evaluate("() => window.draws");
    int drawn = draws.size();
    report(before, after, deltas.get(), drawn);

    assertThat(deltas.get()).isGreaterThan(30);
    assertThat(draws).as("each in a frame of its own").doesNotHaveDuplicates();
    // heartbeats are drawn, too; there is none while deltas come
    assertThat(drawn).isLessThanOrEqualTo(deltas.get() + 2);
    assertThat(totals(page))
        .containsText("%,d / 19.992".formatted(present.join()).replace(',', '.'));
    assertThat(rows(page).count()).isLessThan(IN_VIEW);

    page.getByRole(AriaRole.ROW).nth(1).getByRole(AriaRole.BUTTON).focus();
    page.keyboard().press("End");
    assertThat(rows(page).last()).hasAttribute("aria-rowindex", "2501");
    assertThat(rows(page).last().getByRole(AriaRole.BUTTON)).isFocused();
    assertThat(rows(page).count()).isLessThan(IN_VIEW);
  }

  private static Hall large(BoardFixture fixture) {
    List<Site> sites =
        new ArrayList<>(List.of(BoardScreen.named("VN", "Điểm cầu trung ương", null)));
    List<Delegate> delegates = new ArrayList<>();
    for (int i = 1; i < SITES; i++) {
      Site site = BoardScreen.named("X%04d".formatted(i), "Xã số " + i, "VN");
      sites.add(site);
      for (int d = 1; d <= DELEGATES; d++) {
        delegates.add(BoardFixture.delegate(site.code() + "-" + d, site.code()));
      }
    }
    return fixture.hall(sites, delegates);
  }

  /**
   * Checks in delegates of all sites for some seconds, about as many as a nation; tells how many.
   */
  private static CompletableFuture<Integer> checkInFor(Hall hall) {
    return CompletableFuture.supplyAsync(() -> {
      long end = System.nanoTime() + BURSTS.toNanos();
      int present = 0;
      while (System.nanoTime() < end && present < (SITES - 1) * DELEGATES) {
        String site = "X%04d".formatted(present * 37 % (SITES - 1) + 1);
        hall.checkIn(site, site + "-" + (present / (SITES - 1) + 1));
        present++;
        LockSupport.parkNanos(BETWEEN_CHECK_INS.toNanos());
      }
      return present;
    });
  }

  private static Map<String, Double> metrics(CDPSession session) {
    JsonObject answer = session.send("Performance.getMetrics");
    Map<String, Double> all = new HashMap<>();
    answer
        .getAsJsonArray("metrics")
        .forEach(metric ->
            all.put(
                metric.getAsJsonObject().get("name").getAsString(),
                metric.getAsJsonObject().get("value").getAsDouble()));
    return all;
  }

  private static void report(
      Map<String, Double> before, Map<String, Double> after, int deltas, int drawn) {
    double seconds = after.get("Timestamp") - before.get("Timestamp");
    System.out.printf(
        "board of %d sites: %.1f deltas/s, %.1f draws/s; per second %.0f ms of script,"
            + " %.0f ms of style, %.0f ms of layout, %.0f ms of all tasks%n",
        SITES,
        deltas / seconds,
        drawn / seconds,
        1000 * (after.get("ScriptDuration") - before.get("ScriptDuration")) / seconds,
        1000 * (after.get("RecalcStyleDuration") - before.get("RecalcStyleDuration")) / seconds,
        1000 * (after.get("LayoutDuration") - before.get("LayoutDuration")) / seconds,
        1000 * (after.get("TaskDuration") - before.get("TaskDuration")) / seconds);
  }
}
