package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.board.BoardPages.APPEARS;
import static org.rollcall.board.BoardPages.COUNTS;
import static org.rollcall.board.BoardPages.SOON;
import static org.rollcall.board.BoardPages.button;
import static org.rollcall.board.BoardPages.row;
import static org.rollcall.board.BoardPages.rows;
import static org.rollcall.board.BoardPages.totals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RequiresBrowser;
import org.rollcall.attendance.Command;
import org.rollcall.attendance.Source;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.site.Links;

@RequiresBrowser
class BoardPageTest {
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
  void anOrganizerSignsInAndSeesTheFiguresLive() {
    Hall hall = pages.district();
    var page = pages.visitor();
    page.navigate(pages.base() + "/board?conference=" + hall.id());
    page.getByLabel("Tên đăng nhập").fill("admin");
    page.getByLabel("Mật khẩu").fill("không phải");
    button(page, "Đăng nhập").click();
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible(APPEARS);
    page.getByLabel("Mật khẩu").fill(BoardFixture.password());
    button(page, "Đăng nhập").click();

    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .containsText("Hội nghị tổng kết", SOON);
    assertThat(page.getByText("Phiên: Khai mạc")).isVisible();
    assertThat(totals(page)).containsText("0 / 16", SOON);
    assertThat(rows(page)).hasCount(4);

    hall.checkIn("CL-01", "CL-01-1");
    hall.checkIn("CL-01", "CL-01-2");
    hall.checkIn("CL-02", "CL-03-1");
    pages.fixture.bean(Links.class).heard(hall.id(), "CL-01", 1, Instant.now());

    assertThat(totals(page)).containsText("3 / 16", SOON);
    // three of sixteen is not rounded to a share that nobody has reached
    assertThat(totals(page)).containsText("19%");
    assertThat(row(page, "Xã Gia Cát")).containsText("2 / 4", SOON);
    assertThat(row(page, "Xã Gia Cát")).containsText("Trực tuyến", SOON);
    assertThat(row(page, "Hội trường Huyện ủy Cao Lộc")).containsText("cả nhánh 3 / 16");
    assertThat(page.getByText("Số liệu lúc")).isVisible();
    assertThat(page.getByText("Nguyễn Thị CL-03-1")).isVisible(APPEARS);
    assertThat(page.getByText("3 lượt đến")).isVisible(APPEARS);
  }

  @Test
  void aBoardPassInTheLinkOpensItsBoardWithoutNamesAndLeavesTheAddress() {
    Hall hall = pages.district();
    String token = pages.boardPass(hall);
    var page = pages.visitor();
    page.navigate(pages.base() + "/board#" + token);

    assertThat(totals(page)).containsText("0 / 16", SOON);
    assertThat(page.url()).doesNotContain(token);
    hall.checkIn("CL-00", "CL-00-1");
    assertThat(totals(page)).containsText("1 / 16", SOON);
    page.reload();
    assertThat(totals(page)).containsText("1 / 16", SOON);

    button(page, "Xã Gia Cát").click();
    var panel = page.getByRole(AriaRole.DIALOG);
    assertThat(panel).containsText("0 / 4", SOON);
    assertThat(panel).not().containsText("Đại biểu");
    assertThat(page.getByText("Nguyễn Thị")).hasCount(0);
    assertThat(button(page, "Màn hình hội trường")).hasCount(0);
  }

  @Test
  void aLinkThatIsRevokedSaysSo() {
    Hall hall = pages.district();
    String passes = "/api/v1/conferences/" + hall.id() + "/board-passes";
    String token = pages.boardPass(hall);
    var page = pages.visitor();
    page.navigate(pages.base() + "/board#" + token);
    assertThat(totals(page)).containsText("0 / 16", SOON);

    String organizer = pages.fixture.organizer();
    long id = pages.fixture.call("GET", passes, null, organizer).at("/items/0/id").asLong();
    pages.fixture.send("DELETE", passes + "/" + id, null, organizer);

    assertThat(page.getByText("Đường dẫn này không còn hiệu lực")).isVisible(APPEARS);
    assertThat(totals(page)).hasCount(0);
    page.reload();
    assertThat(page.getByText("Đường dẫn này không còn hiệu lực")).isVisible(APPEARS);
  }

  @Test
  void ofSeveralConferencesOneIsChosen() {
    pages.district();
    Hall second = pages.district();
    second.checkIn("CL-01", "CL-01-1");
    var page = pages.organizer(pages.visitor(), "/board");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Hội nghị tổng kết"))
        .last()
        .click();

    assertThat(totals(page)).containsText("1 / 16", SOON);
    page.goBack();
    assertThat(page.getByText("Chọn hội nghị")).isVisible(APPEARS);
  }

  @Test
  void theWayDownTheLevelsAndBack() {
    var sites =
        List.of(
            BoardPages.named("VN", "Trung ương", null),
            BoardPages.named("LS", "Tỉnh Lạng Sơn", "VN"),
            BoardPages.named("CL", "Xã Cao Lộc", "LS"),
            BoardPages.named("DD", "Xã Đồng Đăng", "LS"));
    Hall hall = pages.fixture.hall(sites, BoardPages.fourEach(sites));
    hall.checkIn("CL", "CL-1");
    var page = pages.organizer(hall);
    // what stands below a province is not shown here, so its figures are those of all of it
    assertThat(row(page, "Tỉnh Lạng Sơn")).containsText("1 / 12", SOON);
    assertThat(rows(page)).hasCount(2);
    // nor is anything known here of what is wrong there
    var alarms = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Cảnh báo"));
    assertThat(alarms).containsText("2 điểm cầu bên dưới chưa được xét ở đây");
    assertThat(row(page, "Tỉnh Lạng Sơn")).containsText("0 / 3 trực tuyến");
    assertThat(row(page, "Tỉnh Lạng Sơn")).containsText("0 / 3 đã báo cáo");
    pages.fixture.bean(Links.class).heard(hall.id(), "LS", 1, Instant.now());
    assertThat(row(page, "Tỉnh Lạng Sơn")).containsText("1 / 3 trực tuyến", SOON);
    button(page, "Không trực tuyến").click();
    assertThat(row(page, "Tỉnh Lạng Sơn")).isVisible();
    button(page, "Không trực tuyến").click();

    alarms
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Tỉnh Lạng Sơn"))
        .click();
    assertThat(rows(page)).hasCount(3, COUNTS);
    assertThat(page.getByText("Không có cảnh báo")).isVisible();
    page.goBack();
    assertThat(rows(page)).hasCount(2, COUNTS);
    page.getByRole(
            AriaRole.LINK,
            new Page.GetByRoleOptions().setName("Xem các điểm cầu bên dưới: Tỉnh Lạng Sơn"))
        .click();
    assertThat(rows(page)).hasCount(3, COUNTS);
    assertThat(totals(page)).containsText("1 / 12", SOON);
    assertThat(row(page, "Xã Cao Lộc")).containsText("1 / 4");
    var path =
        page.getByRole(
            AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Đường dẫn các cấp"));
    assertThat(path).containsText("Trung ương", SOON);

    path.getByText("Toàn hội nghị").click();
    assertThat(totals(page)).containsText("1 / 16", SOON);
    page.goBack();
    assertThat(totals(page)).containsText("1 / 12", SOON);

    page.getByLabel("Tìm điểm cầu").fill("trung uong");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Trung ương VN")).click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Trung ương", SOON);
  }

  @Test
  void sitesAreFoundFilteredAndOrdered() {
    Hall hall = pages.district();
    for (int i = 1; i <= 3; i++) {
      hall.checkIn("CL-01", "CL-01-" + i);
    }
    hall.checkIn("CL-02", "CL-02-1");
    pages.fixture.bean(Links.class).heard(hall.id(), "CL-02", 1, Instant.now());
    var page = pages.organizer(hall);
    assertThat(totals(page)).containsText("4 / 16", SOON);

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
    assertThat(rows(page)).hasCount(1, COUNTS);
    button(page, "Chưa có ai").click();

    page.getByLabel("Sắp xếp").selectOption("Tỷ lệ thấp nhất");
    assertThat(rows(page).first()).containsText("Hội trường Huyện ủy");
    assertThat(rows(page).last()).containsText("Xã Gia Cát");

    button(page, "Ô").last().click();
    var tiles =
        page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("CL-0"));
    assertThat(tiles.last()).containsText("Xã Gia Cát");
    page.reload();
    assertThat(tiles.last()).containsText("Xã Gia Cát", SOON);
  }

  @Test
  void whatIsWrongIsSaidAndLeadsToItsSite() {
    Hall hall = pages.district();
    String organizer = pages.fixture.organizer();
    String conference = "/api/v1/conferences/" + hall.id();
    pages.fixture.call(
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
    var page = pages.organizer(hall);
    var alarms = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Cảnh báo"));
    assertThat(alarms).containsText("Im lặng trên 10 phút", SOON);

    var links = pages.fixture.bean(Links.class);
    links.heard(hall.id(), "CL-01", 1, Instant.now());
    links.silent(hall.id(), "CL-01", 1, Instant.now());
    hall.checkIn("CL-03", "CL-03-2");
    hall.at("CL-03", new Command.SiteReport(BoardFixture.Hall.stamp(), 7, null));

    assertThat(button(page, "1 Mất kết nối")).isVisible(APPEARS);
    assertThat(button(page, "1 Quá số ghế")).isVisible(APPEARS);
    assertThat(button(page, "1 Báo cáo lệch sĩ số")).isVisible(APPEARS);
    assertThat(page.getByText(Pattern.compile("cảnh báo mới"))).hasCount(1);

    button(page, "1 Mất kết nối").click();
    assertThat(rows(page)).hasCount(1);
    assertThat(row(page, "Xã Gia Cát")).isVisible();
    alarms
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Thị trấn Đồng Đăng"))
        .first()
        .click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Báo cáo 7, điểm danh 2", SOON);
  }

  @Test
  void aSiteIsOpenedByTheKeyboardAloneAndTellsWhoIsMissingAndWhomToCall() {
    Hall hall = pages.district();
    String organizer = pages.fixture.organizer();
    String site = "/api/v1/conferences/" + hall.id() + "/sites/CL-01";
    pages.fixture.call(
        "PUT",
        site,
        "{\"name\":\"Xã Gia Cát\",\"kind\":\"BRANCH\",\"parent\":\"CL-00\","
            + "\"contactName\":\"Nông Thị Hà\",\"contactPhone\":\"0205 386 1234\"}",
        organizer);
    pages.fixture.pass(site + "/passes");
    hall.checkIn("CL-01", "CL-01-1");
    var page = pages.organizer(hall);
    assertThat(rows(page)).hasCount(4, COUNTS);

    page.getByLabel("Tìm điểm cầu").focus();
    for (int i = 0; i < 20 && !focusIn(page, "tbody"); i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().press("End");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Enter");

    var panel = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Xã Gia Cát"));
    assertThat(panel).containsText("1 / 4", SOON);
    assertThat(
            panel.getByRole(
                AriaRole.LINK, new Locator.GetByRoleOptions().setName("Gọi 0205 386 1234")))
        .hasAttribute("href", "tel:02053861234");
    assertThat(panel).containsText("Nông Thị Hà");
    assertThat(panel).containsText("Máy 1", SOON);
    assertThat(panel.getByText("Nguyễn Thị CL-01-2")).isVisible(APPEARS);
    var awaited =
        panel
            .getByRole(AriaRole.GROUP)
            .filter(new Locator.FilterOptions().setHasText("Chưa điểm danh"));
    assertThat(awaited.getByRole(AriaRole.LISTITEM)).hasCount(3);

    hall.checkIn("CL-01", "CL-01-2");
    assertThat(panel).containsText("2 / 4", SOON);
    assertThat(awaited.getByRole(AriaRole.LISTITEM)).hasCount(2, COUNTS);
    assertThat(page).hasURL(Pattern.compile("open=CL-01"));

    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(button(page, "Xã Gia Cát")).isFocused();
    // closed, it is not in the way back, where a press of Back would open it again
    page.goForward();
    assertThat(panel).containsText("2 / 4", SOON);
    page.reload();
    assertThat(panel).containsText("2 / 4", SOON);
  }

  private static boolean focusIn(Page page, String selector) {
    return (boolean) page.evaluate("place => !!document.activeElement.closest(place)", selector);
  }

  @Test
  void theLanguageIsSwitchedAndRemembered() {
    Hall hall = pages.district();
    var page = pages.organizer(hall);
    assertThat(totals(page)).containsText("Chưa điểm danh", SOON);
    button(page, "English").click();

    assertThat(totals(page)).containsText("Awaited");
    assertThat(page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Sites")))
        .isVisible();
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    page.reload();
    assertThat(totals(page)).containsText("Awaited", SOON);
    button(page, "Tiếng Việt").click();
    assertThat(totals(page)).containsText("Chưa điểm danh");
  }

  @Test
  void aHallLinkIsGivenAwayShownAsACodeAndTakenBack() {
    Hall hall = pages.district();
    var page = pages.organizer(hall);
    button(page, "Màn hình hội trường").click();
    var dialog =
        page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Màn hình hội trường"));
    assertThat(dialog).containsText("Chưa cấp đường dẫn nào.", SOON);
    dialog.getByLabel("Tên màn hình").fill("Máy chiếu tầng 2");
    dialog.getByText("Tạo đường dẫn").click();

    var link = dialog.getByLabel("Đường dẫn", new Locator.GetByLabelOptions().setExact(true));
    assertThat(link).hasValue(Pattern.compile("/board/hall#\\S{20,}"));
    assertThat(dialog.getByRole(AriaRole.IMG, new Locator.GetByRoleOptions().setName("Mã QR")))
        .isVisible();
    var screen = pages.visitor();
    screen.navigate(link.inputValue());
    assertThat(totals(screen)).containsText("0 / 16", SOON);

    dialog
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Thu hồi Máy chiếu tầng 2"))
        .click();
    page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Thu hồi đường dẫn này?"))
        .getByText("Thu hồi", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(dialog).containsText("Chưa cấp đường dẫn nào.", SOON);
    assertThat(screen.getByText("Đường dẫn này không còn hiệu lực")).isVisible(APPEARS);
  }

  @Test
  void aLinkOpenedInAnotherTabIsNotShownInPlaceOfTheFirst() {
    Hall first = pages.district();
    Hall second = pages.district();
    second.checkIn("CL-01", "CL-01-1");
    var page = pages.visitor();
    page.navigate(pages.base() + "/board#" + pages.boardPass(first));
    assertThat(totals(page)).containsText("0 / 16", SOON);
    assertThat(page).hasURL(Pattern.compile("as=board&conference=" + first.id() + "$"));
    var other = page.context().newPage();
    other.navigate(pages.base() + "/board#" + pages.boardPass(second));
    assertThat(totals(other)).containsText("1 / 16", SOON);

    page.reload();
    assertThat(page.getByText("Máy này đã mở một đường dẫn khác")).isVisible(APPEARS);
    assertThat(totals(page)).hasCount(0);
    button(page, "Xem “Hội nghị tổng kết”").click();
    assertThat(totals(page)).containsText("1 / 16", SOON);
    assertThat(page).hasURL(Pattern.compile("conference=" + second.id()));
  }

  @Test
  void aCoordinatorsWayBeginsAtTheOwnSite() {
    Hall hall = pages.district();
    String token = pages.fixture.pass("/api/v1/conferences/" + hall.id() + "/sites/CL-00/passes");
    hall.checkIn("CL-00", "CL-00-1");
    var page = pages.visitor();
    page.navigate(pages.base() + "/board#" + token);
    assertThat(totals(page)).containsText("1 / 16", SOON);
    assertThat(page.getByText("1 lượt đến")).isVisible(APPEARS);
    assertThat(page.getByText("Toàn hội nghị")).hasCount(0);
    assertThat(page).hasURL(Pattern.compile("as=pass"));
  }

  @Test
  void aPartThatCouldNotBeReadSaysSoAndTriesAgain() {
    Hall hall = pages.district();
    hall.checkIn("CL-01", "CL-01-1");
    var page = pages.organizer(hall);
    assertThat(page.getByText("1 lượt đến")).isVisible(APPEARS);
    assertThat(page.getByText("Nguyễn Thị CL-01-1")).isVisible(APPEARS);

    page.route(Pattern.compile("/(arrivals|attendance)"), route -> route.abort());
    hall.checkIn("CL-01", "CL-01-2");
    assertThat(totals(page)).containsText("2 / 16", SOON);
    assertThat(page.getByText("Chưa cập nhật được")).hasCount(2, COUNTS);
    assertThat(page.getByText("1 lượt đến")).isVisible();
    page.unroute(Pattern.compile("/(arrivals|attendance)"));

    assertThat(page.getByText("2 lượt đến")).isVisible(APPEARS);
    assertThat(page.getByText("Nguyễn Thị CL-01-2")).isVisible(APPEARS);
    assertThat(page.getByText("Chưa cập nhật được")).hasCount(0, COUNTS);
  }

  @Test
  void theWayBackThroughPanelsShowsOnlyThePeopleOfEach() {
    Hall hall = pages.district();
    var page = pages.organizer(hall);
    button(page, "Xã Gia Cát").click();
    var panel = page.getByRole(AriaRole.DIALOG);
    assertThat(panel.getByText("Nguyễn Thị CL-01-1")).isVisible(APPEARS);
    page.evaluate(
        """
        () => {
          history.pushState(null, '', location.href.replace('CL-01', 'CL-02'));
          dispatchEvent(new PopStateEvent('popstate'));
        }
        """);
    assertThat(panel.getByText("Nguyễn Thị CL-02-1")).isVisible(APPEARS);

    page.route(Pattern.compile("/delegates"), route -> {});
    page.goBack();
    assertThat(panel).containsText("Xã Gia Cát", SOON);
    assertThat(panel.getByText("Nguyễn Thị CL-02-1")).hasCount(0);
    page.unroute(Pattern.compile("/delegates"));
  }

  @Test
  void aSiteThatIsDeletedWhileItIsOpenSaysSo() {
    Hall hall = pages.district();
    String organizer = pages.fixture.organizer();
    String site = "/api/v1/conferences/" + hall.id() + "/sites/CL-09";
    pages.fixture.call(
        "PUT", site, "{\"name\":\"Xã Mới\",\"kind\":\"BRANCH\",\"parent\":\"CL-00\"}", organizer);
    var page = pages.organizer(hall);
    button(page, "Xã Mới").click();
    var panel = page.getByRole(AriaRole.DIALOG);
    assertThat(panel).containsText("0 / 0", SOON);

    pages.fixture.send("DELETE", site, null, organizer);
    assertThat(panel.getByRole(AriaRole.ALERT)).containsText("CL-09", SOON);
    panel
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Về bảng sĩ số"))
        .click();
    assertThat(panel).hasCount(0, COUNTS);
    assertThat(rows(page)).hasCount(4, COUNTS);
  }

  @Test
  void whatTheServerSaidIsSaidInTheOtherLanguage() {
    var page = pages.organizer(pages.visitor(), "/board?conference=987654");
    var alert = page.getByRole(AriaRole.ALERT);
    assertThat(alert).isVisible(APPEARS);
    String before = alert.innerText();
    button(page, "English").click();
    assertThat(alert).containsText("conference", SOON);
    assertThat(before).doesNotContain("conference");
  }

  @Test
  void whatIsCalledOtherwiseAndAnotherZoneAreShownAtOnce() {
    Hall hall = pages.district();
    String organizer = pages.fixture.organizer();
    String conference = "/api/v1/conferences/" + hall.id();
    hall.checkIn("CL-01", "CL-01-1");
    var page = pages.organizer(pages.visitor(), "/board?conference=" + hall.id() + "&site=CL-01");
    var path =
        page.getByRole(
            AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Đường dẫn các cấp"));
    assertThat(path).containsText("Xã Gia Cát", SOON);
    var arrival = page.locator("td time").first();
    assertThat(arrival).isVisible(APPEARS);
    String here = arrival.innerText();

    pages.fixture.call(
        "PUT",
        conference + "/sites/CL-01",
        "{\"name\":\"Xã Gia Cát mới\",\"kind\":\"BRANCH\",\"parent\":\"CL-00\"}",
        organizer);
    assertThat(path).containsText("Xã Gia Cát mới", SOON);
    pages.fixture.call("PATCH", conference, "{\"zone\":\"Asia/Kathmandu\"}", organizer);
    assertThat(arrival).not().hasText(here, new HasTextOptions().setTimeout(BoardPages.PATIENCE));
  }
}
