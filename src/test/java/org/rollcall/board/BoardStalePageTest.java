package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.rollcall.board.BoardScreen.totals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.attendance.Desks;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.pages.PageServer;

@RequiresBrowser
class BoardStalePageTest {
  @RegisterExtension static final PageServer server = PageServer.onH2();

  @Test
  void withoutTheServerTheFiguresTurnGreyAndTheyComeBackByThemselves() {
    var before = new BoardScreen(server);
    Hall hall = before.recorded();
    hall.checkIn("CL-00", "CL-00-1");
    List<Page> pages =
        List.of(before.open(hall), before.visit("/board/hall#" + before.boardPass(hall)));
    for (Page page : pages) {
      assertThat(totals(page)).containsText("1 / 4");
    }

    server.stop();

    for (Page page : pages) {
      assertThat(warning(page)).hasCount(1);
      assertThat(page.getByText(Pattern.compile("Số liệu đã cũ \\d+ giây"))).isVisible();
      assertThat(totals(page)).containsText("1 / 4");
      assertThat(page.locator(".figures-area").first())
          .hasCSS("filter", Pattern.compile("grayscale"));
    }

    server.startAgain();

    var fixture = new BoardScreen(server).fixture;
    var same = new Hall(fixture, fixture.bean(Desks.class).of(hall.id()));
    same.checkIn("CL-00", "CL-00-2");
    for (Page page : pages) {
      assertThat(totals(page)).containsText("2 / 4");
      assertThat(warning(page)).hasCount(0);
    }
  }

  private static Locator warning(Page page) {
    return page.getByRole(AriaRole.ALERT)
        .filter(new Locator.FilterOptions().setHasText("Mất kết nối với máy chủ"));
  }
}
