package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.rollcall.board.BoardScreen.button;
import static org.rollcall.board.BoardScreen.totals;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.Accessibility;
import org.rollcall.RequiresBrowser;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.pages.PageServer;
import org.rollcall.site.Links;

/** What axe finds wrong on any view, in both themes and at the sizes that people use. */
@RequiresBrowser
class BoardAccessibilityPageTest {
  @RegisterExtension static final PageServer server = PageServer.onH2();
  private final BoardScreen board = new BoardScreen(server);

  @ParameterizedTest
  @CsvSource({"360, 740", "1366, 768", "1920, 1080"})
  void noViewHasAFaultThatKeepsPeopleOut(int width, int height) {
    Hall hall = board.district();
    hall.checkIn("CL-01", "CL-01-1");
    var links = board.fixture.bean(Links.class);
    links.heard(hall.id(), "CL-01", 1, Instant.now());
    links.silent(hall.id(), "CL-01", 1, Instant.now());
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var device = server.device(PageServer.sized(width, height).setColorScheme(scheme));
      var page = board.visit(device, "/board");
      assertThat(button(page, "Đăng nhập")).isVisible();
      Accessibility.check(page, "login");

      server.signedIn(device);
      page.navigate(server.address() + "/board?conference=" + hall.id());
      assertThat(totals(page)).containsText("1 / 16");
      assertThat(page.getByText("1 lượt đến")).isVisible();
      Accessibility.check(page, "rows");
      button(page, "Ô").last().click();
      Accessibility.check(page, "tiles");

      button(page, "Màn hình hội trường").click();
      assertThat(page.getByText("Chưa cấp đường dẫn nào.")).isVisible();
      Accessibility.check(page, "hall links");
      page.keyboard().press("Escape");

      button(page, "Xã Yên Trạch").click();
      assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Nguyễn Thị CL-02-1");
      Accessibility.check(page, "panel");

      page.navigate(server.address() + "/board/hall?conference=" + hall.id());
      assertThat(totals(page)).containsText("1 / 16");
      Accessibility.check(page, "hall");
    }
  }
}
