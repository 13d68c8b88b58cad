package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.rollcall.board.BoardPages.APPEARS;
import static org.rollcall.board.BoardPages.SOON;
import static org.rollcall.board.BoardPages.button;
import static org.rollcall.board.BoardPages.totals;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.Accessibility;
import org.rollcall.RequiresBrowser;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.site.Links;

/** What axe finds wrong on any view, in both themes and at the sizes that people use. */
@RequiresBrowser
class BoardAccessibilityTest {
  @TempDir static Path folder;
  private static BoardPages pages;

  @BeforeAll
  static void start() {
    pages = new BoardPages(folder);
  }

  @AfterAll
  static void stop() {
    pages.close();
  }

  @AfterEach
  void leave() {
    pages.leave();
  }

  enum Screen {
    PHONE(BoardPages.PHONE),
    LAPTOP(BoardPages.LAPTOP),
    PROJECTOR(BoardPages.PROJECTOR);

    private final int[] size;

    Screen(int[] size) {
      this.size = size;
    }
  }

  @ParameterizedTest
  @EnumSource
  void noViewHasAFaultThatKeepsPeopleOut(Screen screen) {
    Hall hall = pages.district();
    hall.checkIn("CL-01", "CL-01-1");
    var links = pages.fixture.bean(Links.class);
    links.heard(hall.id(), "CL-01", 1, Instant.now());
    links.silent(hall.id(), "CL-01", 1, Instant.now());
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = pages.visitor("vi-VN", screen.size, scheme);
      page.navigate(pages.base() + "/board");
      assertThat(button(page, "Đăng nhập")).isVisible(APPEARS);
      Accessibility.check(page, "login");

      pages.organizer(page, "/board?conference=" + hall.id());
      assertThat(totals(page)).containsText("1 / 16", SOON);
      assertThat(page.getByText("1 lượt đến")).isVisible(APPEARS);
      Accessibility.check(page, "rows");
      button(page, "Ô").last().click();
      Accessibility.check(page, "tiles");

      button(page, "Màn hình hội trường").click();
      assertThat(page.getByText("Chưa cấp đường dẫn nào.")).isVisible(APPEARS);
      Accessibility.check(page, "hall links");
      page.keyboard().press("Escape");

      button(page, "Xã Yên Trạch").click();
      assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Nguyễn Thị CL-02-1", SOON);
      Accessibility.check(page, "panel");

      page.navigate(pages.base() + "/board/hall?conference=" + hall.id());
      assertThat(totals(page)).containsText("1 / 16", SOON);
      Accessibility.check(page, "hall");
    }
  }
}
