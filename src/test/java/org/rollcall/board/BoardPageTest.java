package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.board.BoardScreen.button;
import static org.rollcall.board.BoardScreen.row;
import static org.rollcall.board.BoardScreen.rows;
import static org.rollcall.board.BoardScreen.totals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.attendance.Command;
import org.rollcall.attendance.Source;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.pages.PageServer;
import org.rollcall.site.Links;

@RequiresBrowser
class BoardPageTest {
  @RegisterExtension static final PageServer server = PageServer.onH2();
  private final BoardScreen board = new BoardScreen(server);

  @Test
  void anOrganizerSignsInAndSeesTheFiguresLive() {
    Hall hall = board.district();
    var page = board.visit("/board?conference=" + hall.id());
    page.getByLabel("Tên đăng nhập").fill("admin");
    page.getByLabel("Mật khẩu").fill("không phải");
    button(page, "Đăng nhập").click();
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    page.getByLabel("Mật khẩu").fill(PageServer.password());
    button(page, "Đăng nhập").click();

    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .containsText("Hội nghị tổng kết");
    assertThat(page.getByText("Phiên: Khai mạc")).isVisible();
    assertThat(totals(page)).containsText("0 / 16");
    assertThat(rows(page)).hasCount(4);

    hall.checkIn("CL-01", "CL-01-1");
    hall.checkIn("CL-01", "CL-01-2");
    hall.checkIn("CL-02", "CL-03-1");
    board.fixture.bean(Links.class).heard(hall.id(), "CL-01", 1, Instant.now());

    assertThat(totals(page)).containsText("3 / 16");
    // three of sixteen is not rounded to a share that nobody has reached
    assertThat(totals(page)).containsText("19%");
    assertThat(row(page, "Xã Gia Cát")).containsText("2 / 4");
    assertThat(row(page, "Xã Gia Cát")).containsText("Trực tuyến");
    assertThat(row(page, "Hội trường Huyện ủy Cao Lộc")).containsText("cả nhánh 3 / 16");
    assertThat(page.getByText("Số liệu lúc")).isVisible();
    assertThat(page.getByText("Nguyễn Thị CL-03-1")).isVisible();
    assertThat(page.getByText("3 lượt đến")).isVisible();
  }

  @Test
  void aBoardPassInTheLinkOpensItsBoardWithoutNamesAndLeavesTheAddress() {
    Hall hall = board.district();
    String token = board.boardPass(hall);
    var page = board.visit("/board#" + token);

    assertThat(totals(page)).containsText("0 / 16");
    assertThat(page.url()).doesNotContain(token);
    hall.checkIn("CL-00", "CL-00-1");
    assertThat(totals(page)).containsText("1 / 16");
    page.reload();
    assertThat(totals(page)).containsText("1 / 16");

    button(page, "Xã Gia Cát").click();
    var panel = page.getByRole(AriaRole.DIALOG);
    assertThat(panel).containsText("0 / 4");
    assertThat(panel).not().containsText("Đại biểu");
    assertThat(page.getByText("Nguyễn Thị")).hasCount(0);
    assertThat(button(page, "Màn hình hội trường")).hasCount(0);
  }

  @Test
  void aLinkThatIsRevokedSaysSo() {
    Hall hall = board.district();
    String passes = "/api/v1/conferences/" + hall.id() + "/board-passes";
    String token = board.boardPass(hall);
    var page = board.visit("/board#" + token);
    assertThat(totals(page)).containsText("0 / 16");

    String organizer = board.fixture.organizer();
    long id = board.fixture.call("GET", passes, null, organizer).at("/items/0/id").asLong();
    board.fixture.send("DELETE", passes + "/" + id, null, organizer);

    assertThat(page.getByText("Đường dẫn này không còn hiệu lực")).isVisible();
    assertThat(totals(page)).hasCount(0);
    page.reload();
    assertThat(page.getByText("Đường dẫn này không còn hiệu lực")).isVisible();
  }

  @Test
  void ofSeveralConferencesOneIsChosen() {
    board.district();
    Hall second = board.district();
    second.checkIn("CL-01", "CL-01-1");
    var page = board.open("/board");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Hội nghị tổng kết"))
        .last()
        .click();

    assertThat(totals(page)).containsText("1 / 16");
    page.goBack();
    assertThat(page.getByText("Chọn hội nghị")).isVisible();
  }

  @Test
  void theWayDownTheLevelsAndBack() {
    var sites =
        List.of(
            BoardScreen.named("VN", "Trung ương", null),
            BoardScreen.named("LS", "Tỉnh Lạng Sơn", "VN"),
            BoardScreen.named("CL", "Xã Cao Lộc", "LS"),
            BoardScreen.named("DD", "Xã Đồng Đăng", "LS"));
    Hall hall = board.fixture.hall(sites, BoardScreen.fourEach(sites));
    hall.checkIn("CL", "CL-1");
    var page = board.open(hall);
    // what stands below a province is not shown here, so its figures are those of all of it
    assertThat(row(page, "Tỉnh Lạng Sơn")).containsText("1 / 12");
    assertThat(rows(page)).hasCount(2);
    // nor is anything known here of what is wrong there
    var alarms = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Cảnh báo"));
    assertThat(alarms).containsText("2 điểm cầu bên dưới chưa được xét ở đây");
    assertThat(row(page, "Tỉnh Lạng Sơn")).containsText("0 / 3 trực tuyến");
    assertThat(row(page, "Tỉnh Lạng Sơn")).containsText("0 / 3 đã báo cáo");
    board.fixture.bean(Links.class).heard(hall.id(), "LS", 1, Instant.now());
    assertThat(row(page, "Tỉnh Lạng Sơn")).containsText("1 / 3 trực tuyến");
    button(page, "Không trực tuyến").click();
    assertThat(row(page, "Tỉnh Lạng Sơn")).isVisible();
    button(page, "Không trực tuyến").click();

    alarms
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Tỉnh Lạng Sơn"))
        .click();
    assertThat(rows(page)).hasCount(3);
    assertThat(page.getByText("Không có cảnh báo")).isVisible();
    page.goBack();
    assertThat(rows(page)).hasCount(2);
    page.getByRole(
            AriaRole.LINK,
            new Page.GetByRoleOptions().setName("Xem các điểm cầu bên dưới: Tỉnh Lạng Sơn"))
        .click();
    assertThat(rows(page)).hasCount(3);
    assertThat(totals(page)).containsText("1 / 12");
    assertThat(row(page, "Xã Cao Lộc")).containsText("1 / 4");
    var path =
        page.getByRole(
            AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Đường dẫn các cấp"));
    assertThat(path).containsText("Trung ương");

    path.getByText("Toàn hội nghị").click();
    assertThat(totals(page)).containsText("1 / 16");
    page.goBack();
    assertThat(totals(page)).containsText("1 / 12");

    page.getByLabel("Tìm điểm cầu").fill("trung uong");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Trung ương VN")).click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Trung ương");
  }

  @Test
  void sitesAreFoundFilteredAndOrdered() {
    Hall hall = board.district();
    for (int i = 1; i <= 3; i++) {
      hall.checkIn("CL-01", "CL-01-" + i);
    }
    hall.checkIn("CL-02", "CL-02-1");
    board.fixture.bean(Links.class).heard(hall.id(), "CL-02", 1, Instant.now());
    var page = board.open(hall);
    assertThat(totals(page)).containsText("4 / 16");

    page.getByLabel("Tìm điểm cầu").fill("DANG dong");
    assertThat(rows(page)).hasCount(1);
    assertThat(row(page, "Thị trấn Đồng Đăng")).isVisible();
    page.getByLabel("Tìm điểm cầu").fill("cl-02");
    assertThat(row(page, "Xã Yên Trạch")).isVisible();
    page.getByLabel("Tìm điểm cầu").fill("không có");
    assertThat(page.getByText("Không có điểm cầu nào phù hợp.")).isVisible();
    button(page, "Hiện tất cả").click();

    button(page, "Dưới 50%").click();
    assertThat(rows(page)).hasCount(3);
    assertThat(row(page, "Xã Gia Cát")).hasCount(0);
    button(page, "Không trực tuyến").click();
    assertThat(rows(page)).hasCount(2);
    button(page, "Dưới 50%").click();
    button(page, "Không trực tuyến").click();
    button(page, "Chưa có ai").click();
    assertThat(rows(page)).hasCount(2);
    hall.checkIn("CL-03", "CL-03-1");
    assertThat(rows(page)).hasCount(1);
    button(page, "Chưa có ai").click();

    page.getByLabel("Sắp xếp").selectOption("Tỷ lệ thấp nhất");
    assertThat(rows(page).first()).containsText("Hội trường Huyện ủy");
    assertThat(rows(page).last()).containsText("Xã Gia Cát");

    button(page, "Ô").last().click();
    var tiles =
        page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("CL-0"));
    assertThat(tiles.last()).containsText("Xã Gia Cát");
    page.reload();
    assertThat(tiles.last()).containsText("Xã Gia Cát");
  }

  @Test
  void whatIsWrongIsSaidAndLeadsToItsSite() {
    Hall hall = board.district();
    String organizer = board.fixture.organizer();
    String conference = "/api/v1/conferences/" + hall.id();
    board.fixture.call(
        "PUT",
        conference + "/sites/CL-03",
        "{\"name\":\"Thị trấn Đồng Đăng\",\"kind\":\"BRANCH\",\"parent\":\"CL-00\",\"seats\":1}",
        organizer);
    hall.checkIn("CL-03", "CL-03-1");
    // arrived longer ago than silence may last
    var longAgo = Instant.now().minus(Duration.ofMinutes(20));
    hall.at(
        "CL-02",
        new Command.CheckIn(
            new Command.Stamp(UUID.randomUUID(), null, longAgo, true, true, Source.PAPER),
            "CL-02-1"));
    var page = board.open(hall);
    var alarms = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Cảnh báo"));
    assertThat(alarms).containsText("Im lặng trên 10 phút");

    var links = board.fixture.bean(Links.class);
    links.heard(hall.id(), "CL-01", 1, Instant.now());
    links.silent(hall.id(), "CL-01", 1, Instant.now());
    hall.checkIn("CL-03", "CL-03-2");
    hall.at("CL-03", new Command.SiteReport(BoardFixture.Hall.stamp(), 7, null));

    assertThat(button(page, "1 Mất kết nối")).isVisible();
    assertThat(button(page, "1 Quá số ghế")).isVisible();
    assertThat(button(page, "1 Báo cáo lệch sĩ số")).isVisible();
    assertThat(page.getByText(Pattern.compile("cảnh báo mới"))).hasCount(1);

    button(page, "1 Mất kết nối").click();
    assertThat(rows(page)).hasCount(1);
    assertThat(row(page, "Xã Gia Cát")).isVisible();
    alarms
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Thị trấn Đồng Đăng"))
        .first()
        .click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Báo cáo 7, điểm danh 2");
  }

  @Test
  void aSiteIsOpenedByTheKeyboardAloneAndTellsWhoIsMissingAndWhomToCall() {
    Hall hall = board.district();
    String organizer = board.fixture.organizer();
    String site = "/api/v1/conferences/" + hall.id() + "/sites/CL-01";
    board.fixture.call(
        "PUT",
        site,
        "{\"name\":\"Xã Gia Cát\",\"kind\":\"BRANCH\",\"parent\":\"CL-00\","
            + "\"contactName\":\"Nông Thị Hà\",\"contactPhone\":\"0205 386 1234\"}",
        organizer);
    board.fixture.pass(site + "/passes");
    hall.checkIn("CL-01", "CL-01-1");
    var page = board.open(hall);
    assertThat(rows(page)).hasCount(4);

    page.getByLabel("Tìm điểm cầu").focus();
    for (int i = 0; i < 20 && !focusIn(page, "tbody"); i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().press("End");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Enter");

    var panel = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Xã Gia Cát"));
    assertThat(panel).containsText("1 / 4");
    assertThat(
            panel.getByRole(
                AriaRole.LINK, new Locator.GetByRoleOptions().setName("Gọi 0205 386 1234")))
        .hasAttribute("href", "tel:02053861234");
    assertThat(panel).containsText("Nông Thị Hà");
    assertThat(panel).containsText("Máy 1");
    assertThat(panel.getByText("Nguyễn Thị CL-01-2")).isVisible();
    var awaited =
        panel
            .getByRole(AriaRole.GROUP)
            .filter(new Locator.FilterOptions().setHasText("Chưa điểm danh"));
    assertThat(awaited.getByRole(AriaRole.LISTITEM)).hasCount(3);

    hall.checkIn("CL-01", "CL-01-2");
    assertThat(panel).containsText("2 / 4");
    assertThat(awaited.getByRole(AriaRole.LISTITEM)).hasCount(2);
    assertThat(page).hasURL(Pattern.compile("open=CL-01"));

    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(button(page, "Xã Gia Cát")).isFocused();
    // closed, it is not in the way back, where a press of Back would open it again
    page.goForward();
    assertThat(panel).containsText("2 / 4");
    page.reload();
    assertThat(panel).containsText("2 / 4");
  }

  private static boolean focusIn(Page page, String selector) {
    return (boolean) page.evaluate("place => !!document.activeElement.closest(place)", selector);
  }

  @Test
  void theLanguageIsSwitchedAndRemembered() {
    Hall hall = board.district();
    var page = board.open(hall);
    assertThat(totals(page)).containsText("Chưa điểm danh");
    button(page, "English").click();

    assertThat(totals(page)).containsText("Awaited");
    assertThat(page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Sites")))
        .isVisible();
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    page.reload();
    assertThat(totals(page)).containsText("Awaited");
    button(page, "Tiếng Việt").click();
    assertThat(totals(page)).containsText("Chưa điểm danh");
  }

  @Test
  void aHallLinkIsGivenAwayShownAsACodeAndTakenBack() {
    Hall hall = board.district();
    var page = board.open(hall);
    button(page, "Màn hình hội trường").click();
    var dialog =
        page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Màn hình hội trường"));
    assertThat(dialog).containsText("Chưa cấp đường dẫn nào.");
    dialog.getByLabel("Tên màn hình").fill("Máy chiếu tầng 2");
    dialog.getByText("Tạo đường dẫn").click();

    var link = dialog.getByLabel("Đường dẫn", new Locator.GetByLabelOptions().setExact(true));
    assertThat(link).hasValue(Pattern.compile("/board/hall#\\S{20,}"));
    assertThat(dialog.getByRole(AriaRole.IMG, new Locator.GetByRoleOptions().setName("Mã QR")))
        .isVisible();
    var screen = server.laptop().newPage();
    screen.navigate(link.inputValue());
    assertThat(totals(screen)).containsText("0 / 16");

    dialog
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Thu hồi Máy chiếu tầng 2"))
        .click();
    page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Thu hồi đường dẫn này?"))
        .getByText("Thu hồi", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(dialog).containsText("Chưa cấp đường dẫn nào.");
    assertThat(screen.getByText("Đường dẫn này không còn hiệu lực")).isVisible();
  }

  @Test
  void aLinkOpenedInAnotherTabIsNotShownInPlaceOfTheFirst() {
    Hall first = board.district();
    Hall second = board.district();
    second.checkIn("CL-01", "CL-01-1");
    var page = board.visit("/board#" + board.boardPass(first));
    assertThat(totals(page)).containsText("0 / 16");
    assertThat(page).hasURL(Pattern.compile("as=board&conference=" + first.id() + "$"));
    var other = page.context().newPage();
    other.navigate(server.address() + "/board#" + board.boardPass(second));
    assertThat(totals(other)).containsText("1 / 16");

    page.reload();
    assertThat(page.getByText("Máy này đã mở một đường dẫn khác")).isVisible();
    assertThat(totals(page)).hasCount(0);
    button(page, "Xem “Hội nghị tổng kết”").click();
    assertThat(totals(page)).containsText("1 / 16");
    assertThat(page).hasURL(Pattern.compile("conference=" + second.id()));
  }

  @Test
  void aCoordinatorsWayBeginsAtTheOwnSite() {
    Hall hall = board.district();
    String token = board.fixture.pass("/api/v1/conferences/" + hall.id() + "/sites/CL-00/passes");
    hall.checkIn("CL-00", "CL-00-1");
    var page = board.visit("/board#" + token);
    assertThat(totals(page)).containsText("1 / 16");
    assertThat(page.getByText("1 lượt đến")).isVisible();
    assertThat(page.getByText("Toàn hội nghị")).hasCount(0);
    assertThat(page).hasURL(Pattern.compile("as=pass"));
  }

  @Test
  void aPartThatCouldNotBeReadSaysSoAndTriesAgain() {
    Hall hall = board.district();
    hall.checkIn("CL-01", "CL-01-1");
    var page = board.open(hall);
    assertThat(page.getByText("1 lượt đến")).isVisible();
    assertThat(page.getByText("Nguyễn Thị CL-01-1")).isVisible();

    page.route(Pattern.compile("/(arrivals|attendance)"), route -> route.abort());
    hall.checkIn("CL-01", "CL-01-2");
    assertThat(totals(page)).containsText("2 / 16");
    assertThat(page.getByText("Chưa cập nhật được")).hasCount(2);
    assertThat(page.getByText("1 lượt đến")).isVisible();
    page.unroute(Pattern.compile("/(arrivals|attendance)"));

    assertThat(page.getByText("2 lượt đến")).isVisible();
    assertThat(page.getByText("Nguyễn Thị CL-01-2")).isVisible();
    assertThat(page.getByText("Chưa cập nhật được")).hasCount(0);
  }

  @Test
  void theWayBackThroughPanelsShowsOnlyThePeopleOfEach() {
    Hall hall = board.district();
    var page = board.open(hall);
    button(page, "Xã Gia Cát").click();
    var panel = page.getByRole(AriaRole.DIALOG);
    assertThat(panel.getByText("Nguyễn Thị CL-01-1")).isVisible();
    page.evaluate(
        """
        () => {
          history.pushState(null, '', location.href.replace('CL-01', 'CL-02'));
          dispatchEvent(new PopStateEvent('popstate'));
        }
        """);
    assertThat(panel.getByText("Nguyễn Thị CL-02-1")).isVisible();

    page.route(Pattern.compile("/delegates"), route -> {});
    page.goBack();
    assertThat(panel).containsText("Xã Gia Cát");
    assertThat(panel.getByText("Nguyễn Thị CL-02-1")).hasCount(0);
    page.unroute(Pattern.compile("/delegates"));
  }

  @Test
  void aSiteThatIsDeletedWhileItIsOpenSaysSo() {
    Hall hall = board.district();
    String organizer = board.fixture.organizer();
    String site = "/api/v1/conferences/" + hall.id() + "/sites/CL-09";
    board.fixture.call(
        "PUT", site, "{\"name\":\"Xã Mới\",\"kind\":\"BRANCH\",\"parent\":\"CL-00\"}", organizer);
    var page = board.open(hall);
    button(page, "Xã Mới").click();
    var panel = page.getByRole(AriaRole.DIALOG);
    assertThat(panel).containsText("0 / 0");

    board.fixture.send("DELETE", site, null, organizer);
    assertThat(panel.getByRole(AriaRole.ALERT)).containsText("CL-09");
    panel
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Về bảng sĩ số"))
        .click();
    assertThat(panel).hasCount(0);
    assertThat(rows(page)).hasCount(4);
  }

  @Test
  void whatTheServerSaidIsSaidInTheOtherLanguage() {
    var page = board.open("/board?conference=987654");
    var alert = page.getByRole(AriaRole.ALERT);
    assertThat(alert).isVisible();
    String before = alert.innerText();
    button(page, "English").click();
    assertThat(alert).containsText("conference");
    assertThat(before).doesNotContain("conference");
  }

  @Test
  void whatIsCalledOtherwiseAndAnotherZoneAreShownAtOnce() {
    Hall hall = board.district();
    String organizer = board.fixture.organizer();
    String conference = "/api/v1/conferences/" + hall.id();
    hall.checkIn("CL-01", "CL-01-1");
    var page = board.open("/board?conference=" + hall.id() + "&site=CL-01");
    var path =
        page.getByRole(
            AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Đường dẫn các cấp"));
    assertThat(path).containsText("Xã Gia Cát");
    var arrival = page.locator("td time").first();
    assertThat(arrival).isVisible();
    String here = arrival.innerText();

    board.fixture.call(
        "PUT",
        conference + "/sites/CL-01",
        "{\"name\":\"Xã Gia Cát mới\",\"kind\":\"BRANCH\",\"parent\":\"CL-00\"}",
        organizer);
    assertThat(path).containsText("Xã Gia Cát mới");
    board.fixture.call("PATCH", conference, "{\"zone\":\"Asia/Kathmandu\"}", organizer);
    assertThat(arrival).not().hasText(here);
  }
}
