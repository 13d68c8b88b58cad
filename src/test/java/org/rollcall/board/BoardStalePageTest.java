package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.board.BoardPages.SOON;
import static org.rollcall.board.BoardPages.totals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RequiresBrowser;
import org.rollcall.attendance.Command;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Outcome;
import org.rollcall.board.BoardFixture.Hall;

@RequiresBrowser
class BoardStalePageTest {
  private static final HasCountOptions IN_HALF_A_MINUTE = new HasCountOptions().setTimeout(40_000);

  @Test
  void withoutTheServerTheFiguresTurnGreyAndTheyComeBackByThemselves(@TempDir Path folder) {
    try (var pages = new BoardPages(folder)) {
      Hall hall = pages.recorded();
      hall.checkIn("CL-00", "CL-00-1");
      var board = pages.organizer(hall);
      var screen = pages.visitor();
      screen.navigate(pages.base() + "/board/hall#" + pages.boardPass(hall));
      assertThat(totals(board)).containsText("1 / 4", SOON);
      assertThat(totals(screen)).containsText("1 / 4", SOON);
      int port = pages.fixture.server.getPort();

      pages.fixture.close();

      for (Page page : new Page[] {board, screen}) {
        assertThat(warning(page)).hasCount(1, IN_HALF_A_MINUTE);
        assertThat(page.getByText(Pattern.compile("Số liệu đã cũ \\d+ giây"))).isVisible();
        assertThat(totals(page)).containsText("1 / 4");
        assertThat(page.locator(".figures-area").first())
            .hasCSS("filter", Pattern.compile("grayscale"));
      }

      try (var again = BoardFixture.start(folder, port, Map.of())) {
        var desk = again.bean(Desks.class).of(hall.id());
        var same = new Hall(again, desk);
        assertThat(same.at("CL-00", new Command.CheckIn(Hall.stamp(), "CL-00-2")))
            .allMatch(Outcome.Applied.class::isInstance);
        for (Page page : new Page[] {board, screen}) {
          assertThat(totals(page)).containsText("2 / 4", SOON);
          assertThat(warning(page)).hasCount(0);
        }
      }
    }
  }

  private static Locator warning(Page page) {
    return page.getByRole(AriaRole.ALERT)
        .filter(new Locator.FilterOptions().setHasText("Mất kết nối với máy chủ"));
  }
}
