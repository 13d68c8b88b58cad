package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.board.BoardScreen.totals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.pages.PageServer;

@RequiresBrowser
class HallPageTest {
  @RegisterExtension static final PageServer server = PageServer.onH2();
  private final BoardScreen board = new BoardScreen(server);

  @Test
  void aLinkShowsTheHallItsNumbersAndNoNames() {
    Hall hall = board.district();
    String token = board.boardPass(hall);
    var page = board.visit(server.projector(), "/board/hall#" + token);

    assertThat(totals(page)).containsText("0 / 16");
    assertThat(page.url()).doesNotContain(token);
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText("Hội nghị tổng kết");
    hall.checkIn("CL-01", "CL-01-1");
    hall.checkIn("CL-02", "CL-02-1");
    assertThat(totals(page)).containsText("2 / 16");
    assertThat(page.getByText("13%")).isVisible();
    assertThat(page.getByText("Số liệu lúc")).isVisible();
    var sites = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Điểm cầu"));
    assertThat(sites.getByRole(AriaRole.LISTITEM)).hasCount(4);
    assertThat(sites.getByRole(AriaRole.LISTITEM).nth(1)).containsText("1/4");
    assertThat(page.getByText("Nguyễn Thị")).hasCount(0);

    page.reload();
    assertThat(totals(page)).containsText("2 / 16");
  }

  private static BrowserContext projector(int width, int height) {
    return server.device(PageServer.sized(width, height).setColorScheme(ColorScheme.DARK));
  }

  @Test
  void allOfItIsSeenAtOnceOnAnyProjector() {
    Hall hall = board.district();
    String token = board.boardPass(hall);
    for (int[] size : new int[][] {{1280, 720}, {1920, 1080}}) {
      var page = board.visit(projector(size[0], size[1]), "/board/hall#" + token);
      assertThat(totals(page)).containsText("0 / 16");
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
    Hall hall = board.district();
    hall.checkIn("CL-01", "CL-01-1");
    var page = board.open("/board/hall?conference=" + hall.id());
    assertThat(totals(page)).containsText("1 / 16");
  }

  @Test
  void aRevokedLinkSaysSo() {
    Hall hall = board.district();
    String passes = "/api/v1/conferences/" + hall.id() + "/board-passes";
    String token = board.boardPass(hall);
    var page = board.visit("/board/hall#" + token);
    assertThat(totals(page)).containsText("0 / 16");

    String organizer = board.fixture.organizer();
    long id = board.fixture.call("GET", passes, null, organizer).at("/items/0/id").asLong();
    board.fixture.send("DELETE", passes + "/" + id, null, organizer);
    assertThat(page.getByText("Đường dẫn này không còn hiệu lực")).isVisible();
    assertThat(totals(page)).hasCount(0);
  }

  @Test
  void aProvinceStandsForAllBelowIt() {
    var sites =
        List.of(
            BoardScreen.named("VN", "Trung ương", null),
            BoardScreen.named("LS", "Tỉnh Lạng Sơn", "VN"),
            BoardScreen.named("CL", "Xã Cao Lộc", "LS"));
    Hall hall = board.fixture.hall(sites, BoardScreen.fourEach(sites));
    hall.checkIn("CL", "CL-1");
    String conference = "/api/v1/conferences/" + hall.id();
    board.fixture.call(
        "PATCH",
        conference,
        "{\"title\":\"%s\"}".formatted("Hội nghị trực tuyến ".repeat(15).strip()),
        board.fixture.organizer());
    var page = board.visit(projector(1280, 720), "/board/hall#" + board.boardPass(hall));

    assertThat(totals(page)).containsText("1 / 12");
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
    Hall first = board.district();
    Hall second = board.district();
    var page = board.visit("/board/hall#" + board.boardPass(first));
    assertThat(totals(page)).containsText("0 / 16");
    var other = page.context().newPage();
    other.navigate(server.address() + "/board/hall#" + board.boardPass(second));
    assertThat(totals(other)).containsText("0 / 16");

    page.reload();
    assertThat(page.getByText("Máy này đã mở một đường dẫn khác")).isVisible();
    assertThat(totals(page)).hasCount(0);
  }
}
