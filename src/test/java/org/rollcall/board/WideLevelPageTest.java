package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.rollcall.board.BoardScreen.rows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.pages.PageServer;

/** A level of more sites than a board gets at once. */
@RequiresBrowser
class WideLevelPageTest {
  @RegisterExtension
  static final PageServer server = PageServer.onH2(Map.of("rollcall.board.max-sites", 3));

  private final BoardScreen board = new BoardScreen(server);

  @Test
  void aLevelThatIsTooWideShowsItsTopAndTheRestIsFoundByName() {
    Hall hall = board.district();
    hall.checkIn("CL-02", "CL-02-1");
    var page = board.open(hall);
    assertThat(rows(page)).hasCount(1);
    assertThat(rows(page)).containsText("1 / 16");
    assertThat(page.getByText("quá nhiều điểm cầu")).isVisible();

    page.getByLabel("Tìm điểm cầu").fill("yen trach");
    page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Ở cấp khác"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Xã Yên Trạch"))
        .click();
    var panel = page.getByRole(AriaRole.DIALOG);
    assertThat(panel).containsText("1 / 4");
    // nothing of it stands on the level that is shown, and it is followed all the same
    hall.checkIn("CL-02", "CL-02-2");
    assertThat(panel).containsText("2 / 4");
    assertThat(page.getByText("quá nhiều điểm cầu")).isVisible();
    page.keyboard().press("Escape");

    var level =
        page.getByRole(
            AriaRole.REGION, new Page.GetByRoleOptions().setName("Điểm cầu của cấp này"));
    assertThat(level).containsText("1–3 trên 3");
    level.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Xã Gia Cát")).click();
    assertThat(panel).containsText("0 / 4");
  }
}
