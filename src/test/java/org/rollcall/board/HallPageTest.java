package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.board.BoardPages.APPEARS;
import static org.rollcall.board.BoardPages.SOON;
import static org.rollcall.board.BoardPages.totals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RequiresBrowser;
import org.rollcall.board.BoardFixture.Hall;

@RequiresBrowser
class HallPageTest {
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
  void noPageComplained() {
    var complaints = List.copyOf(pages.complaints);
    pages.leave();
    assertThat(complaints).isEmpty();
  }

  @Test
  void aLinkShowsTheHallItsNumbersAndNoNames() {
    Hall hall = pages.district();
    String token = pages.boardPass(hall);
    var page = pages.visitor("vi-VN", BoardPages.PROJECTOR, ColorScheme.LIGHT);
    page.navigate(pages.base() + "/board/hall#" + token);

    assertThat(totals(page)).containsText("0 / 16", SOON);
    assertThat(page.url()).doesNotContain(token);
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText("Hội nghị tổng kết");
    hall.checkIn("CL-01", "CL-01-1");
    hall.checkIn("CL-02", "CL-02-1");
    assertThat(totals(page)).containsText("2 / 16", SOON);
    assertThat(page.getByText("13%")).isVisible();
    assertThat(page.getByText("Số liệu lúc")).isVisible();
    var sites = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Điểm cầu"));
    assertThat(sites.getByRole(AriaRole.LISTITEM)).hasCount(4);
    assertThat(sites.getByRole(AriaRole.LISTITEM).nth(1)).containsText("1/4");
    assertThat(page.getByText("Nguyễn Thị")).hasCount(0);

    page.reload();
    assertThat(totals(page)).containsText("2 / 16", SOON);
  }

  @Test
  void allOfItIsSeenAtOnceOnAnyProjector() {
    Hall hall = pages.district();
    String token = pages.boardPass(hall);
    for (int[] size : new int[][] {{1280, 720}, BoardPages.PROJECTOR}) {
      var page = pages.visitor("vi-VN", size, ColorScheme.DARK);
      page.navigate(pages.base() + "/board/hall#" + token);
      assertThat(totals(page)).containsText("0 / 16", SOON);
      assertThat(
              (boolean)
                  page.evaluate(
                      "() => document.documentElement.scrollHeight <= innerHeight"
                          + " && document.documentElement.scrollWidth <= innerWidth"))
          .as("fits %d x %d", size[0], size[1])
          .isTrue();
    }
  }

  @Test
  void aUserOpensItByItsConference() {
    Hall hall = pages.district();
    hall.checkIn("CL-01", "CL-01-1");
    var page = pages.organizer(pages.visitor(), "/board/hall?conference=" + hall.id());
    assertThat(totals(page)).containsText("1 / 16", SOON);
  }

  @Test
  void aRevokedLinkSaysSo() {
    Hall hall = pages.district();
    String passes = "/api/v1/conferences/" + hall.id() + "/board-passes";
    String token = pages.boardPass(hall);
    var page = pages.visitor();
    page.navigate(pages.base() + "/board/hall#" + token);
    assertThat(totals(page)).containsText("0 / 16", SOON);

    String organizer = pages.fixture.organizer();
    long id = pages.fixture.call("GET", passes, null, organizer).at("/items/0/id").asLong();
    pages.fixture.send("DELETE", passes + "/" + id, null, organizer);
    assertThat(page.getByText("Đường dẫn này không còn hiệu lực")).isVisible(APPEARS);
    assertThat(totals(page)).hasCount(0);
  }

  @Test
  void aProvinceStandsForAllBelowIt() {
    var sites =
        List.of(
            BoardPages.named("VN", "Trung ương", null),
            BoardPages.named("LS", "Tỉnh Lạng Sơn", "VN"),
            BoardPages.named("CL", "Xã Cao Lộc", "LS"));
    Hall hall = pages.fixture.hall(sites, BoardPages.fourEach(sites));
    hall.checkIn("CL", "CL-1");
    String conference = "/api/v1/conferences/" + hall.id();
    pages.fixture.call(
        "PATCH",
        conference,
        "{\"title\":\"%s\"}".formatted("Hội nghị trực tuyến ".repeat(15).strip()),
        pages.fixture.organizer());
    var page = pages.visitor("vi-VN", new int[] {1280, 720}, ColorScheme.DARK);
    page.navigate(pages.base() + "/board/hall#" + pages.boardPass(hall));

    assertThat(totals(page)).containsText("1 / 12", SOON);
    var meters = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Điểm cầu"));
    assertThat(meters.getByRole(AriaRole.LISTITEM)).hasCount(2);
    assertThat(meters.getByRole(AriaRole.LISTITEM).last()).containsText("1/8");
    assertThat(
            (boolean) page.evaluate("() => document.documentElement.scrollHeight <= innerHeight"))
        .as("a long title leaves the figures in sight")
        .isTrue();
  }

  @Test
  void aLinkOpenedInAnotherTabIsNotShownInPlaceOfTheFirst() {
    Hall first = pages.district();
    Hall second = pages.district();
    var page = pages.visitor();
    page.navigate(pages.base() + "/board/hall#" + pages.boardPass(first));
    assertThat(totals(page)).containsText("0 / 16", SOON);
    var other = page.context().newPage();
    other.navigate(pages.base() + "/board/hall#" + pages.boardPass(second));
    assertThat(totals(other)).containsText("0 / 16", SOON);

    page.reload();
    assertThat(page.getByText("Máy này đã mở một đường dẫn khác")).isVisible(APPEARS);
    assertThat(totals(page)).hasCount(0);
  }
}
