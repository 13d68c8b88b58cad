package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.pages.CheckInScreen.answer;
import static org.rollcall.pages.CheckInScreen.button;
import static org.rollcall.pages.CheckInScreen.count;
import static org.rollcall.pages.CheckInScreen.people;
import static org.rollcall.pages.CheckInScreen.person;
import static org.rollcall.pages.CheckInScreen.scan;
import static org.rollcall.pages.CheckInScreen.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.client.Commands;

/** What a coordinator does on a line that holds. */
@RequiresBrowser
class CheckInPageTest {
  @RegisterExtension static final PageServer server = PageServer.onH2();

  @Test
  void whoIsFoundByNameIsCheckedInWithOneTapAndStandsOnTheBoard() {
    Gathering gathering = Gathering.open(server);
    Page board = server.laptop().newPage();
    board.navigate(gathering.boardPass().path("url").asText());
    Page page = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));
    assertThat(page.url()).doesNotContain("#");
    assertThat(count(page)).containsText("0 / 12");

    search(page).fill("uoc DANG");
    assertThat(people(page)).hasCount(1);
    button(page, "Điểm danh Đặng Thị Ước").click();

    assertThat(answer(page)).containsText("Đã điểm danh");
    assertThat(answer(page)).containsText("Đặng Thị Ước");
    assertThat(count(page)).containsText("1 / 12");
    gathering.awaitDelegates("DB-01");
    assertThat(gathering.commands().getFirst().path("source").asText()).isEqualTo("SEARCH");
    assertThat(board.locator("body")).containsText(Pattern.compile("1\\s*/\\s*14"));
  }

  @Test
  void aHandScannerThatTypesNeedsNoFieldAndNoTap() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));

    scan(page, "db-03");
    assertThat(answer(page)).containsText("Đã điểm danh");
    scan(page, "DB-05");

    assertThat(answer(page)).containsText("Hứa Xuân Toàn");
    assertThat(count(page)).containsText("2 / 12");
    gathering.awaitDelegates("DB-03", "DB-05");
    assertThat(gathering.commands())
        .allMatch(event -> event.path("source").asText().equals("SCAN"));
    assertThat(search(page)).hasValue("");
  }

  @Test
  void namesakesAreToldApartByTitleAndOrganisation() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));

    search(page).fill("le quang dat");

    assertThat(people(page)).hasCount(2);
    assertThat(people(page).nth(0)).containsText("Chi bộ Trường THCS");
    assertThat(person(page, "DB-03")).containsText("Đảng viên");
    assertThat(person(page, "DB-04")).containsText("Hiệu trưởng");
    person(page, "DB-04").getByRole(AriaRole.BUTTON).first().click();
    assertThat(person(page, "DB-04")).containsText("Có mặt");
    gathering.awaitDelegates("DB-04");
  }

  @Test
  void whoIsHereAlreadyIsSaidSoWithTheTimeAndTheDevice() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));
    scan(page, "DB-01");
    assertThat(answer(page)).containsText("Đã điểm danh");

    scan(page, "DB-01");

    assertThat(answer(page))
        .containsText(Pattern.compile("Đã có mặt từ \\d\\d:\\d\\d, bởi máy này"));
    gathering.awaitCommands(1);
  }

  @Test
  void whoIsOnNoRosterIsRedAndMayBecomeAGuest() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));
    scan(page, "KHACH-9");
    assertThat(answer(page)).containsText("không có trong danh sách");

    button(page, "Khách mời?").click();
    page.getByLabel("Họ và tên").fill("Đặng Thị Ước");
    page.getByLabel("Chức vụ").last().fill("Phóng viên");
    button(page, "Ghi khách có mặt").click();

    // somebody of that name is awaited here: nothing is recorded before that is answered
    assertThat(answer(page)).containsText("cùng tên");
    assertThat(gathering.commands()).isEmpty();
    button(page, "Vẫn thêm người này").click();
    assertThat(answer(page)).containsText("Đã ghi khách có mặt");
    assertThat(count(page)).containsText("1 / 12");
    assertThat(gathering.commands().getFirst().path("type").asText()).isEqualTo("walk-in");
  }

  @Test
  void whatWasDoneLastIsTakenBackAtOnce() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));
    button(page, "Điểm danh Vy Văn Trường").click();
    assertThat(count(page)).containsText("1 / 12");

    answer(page).getByRole(AriaRole.BUTTON, named("Hoàn tác")).click();

    assertThat(answer(page)).containsText("Đã hoàn tác");
    assertThat(count(page)).containsText("0 / 12");
    assertThat(person(page, "DB-10").getByRole(AriaRole.BUTTON, named("Điểm danh Vy Văn Trường")))
        .isVisible();
    gathering.awaitPresent("CL-07", 0);
  }

  @Test
  void leavingExcusesAbsencesAndSubstitutesAreRecorded() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));
    scan(page, "DB-01");
    assertThat(count(page)).containsText("1 / 12");

    more(page, "Đặng Thị Ước", "Ghi ra về");
    assertThat(answer(page)).containsText("Đã ghi ra về");
    assertThat(person(page, "DB-01")).containsText("Đã ra về");
    more(page, "Nông Đức Nam", "Báo vắng có lý do");
    page.getByLabel("Lý do vắng").fill("Đi công tác");
    button(page, "Ghi vắng có lý do").click();
    assertThat(person(page, "DB-06")).containsText("Vắng có lý do");
    more(page, "Bế Thúy Oanh", "Ghi vắng không lý do");
    assertThat(person(page, "DB-08")).containsText("Vắng không lý do");
    more(page, "Hà Đức Long", "Có người dự thay");
    page.getByLabel("Họ và tên").fill("Lương Thị Hòa");
    button(page, "Ghi người dự thay").click();
    assertThat(answer(page)).containsText("Đã ghi người dự thay");

    assertThat(person(page, "DB-12")).containsText("Có người dự thay");
    assertThat(page.getByText("Lương Thị Hòa").first()).isVisible();
    button(page, Pattern.compile("^Vắng \\d")).click();
    assertThat(people(page)).hasCount(2);
    assertThat(gathering.commands().stream().map(event -> event.path("type").asText()))
        .containsExactly("check-in", "check-out", "excuse", "absent", "substitute");
    gathering.awaitPresent("CL-07", 1);
  }

  @Test
  void aWholeDelegationIsCheckedInWithOnePressWithAResultForEach() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));
    gathering.send("CL-14", Commands.checkIn("DB-10").put("force", true));

    button(page, "Cả đoàn: Chi bộ Bản Pioòng").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Hà Đức Long").uncheck();
    dialog.getByLabel("Vy Văn Trường").check();
    dialog.getByRole(AriaRole.BUTTON, named("Điểm danh 3 người")).click();

    assertThat(
            dialog
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("Hứa Quang Sơn")))
        .containsText("Có mặt");
    assertThat(
            dialog
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("Chu Thị Hạnh")))
        .containsText("Có mặt");
    assertThat(
            dialog
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("Vy Văn Trường")))
        .containsText("Đang ở điểm cầu khác");
    dialog.getByRole(AriaRole.BUTTON, named("Đóng")).click();

    // the question of the one who sits elsewhere waits for its answer
    assertThat(answer(page)).containsText("Đang có mặt tại Xã Phú Xá: chuyển về đây?");
    assertThat(count(page)).containsText("2 / 12");
    gathering.awaitAmong("DB-10", "DB-09", "DB-11");
    assertThat(gathering.commands().getLast().path("source").asText()).isEqualTo("BULK");
  }

  @Test
  void theSiteIsReportedWithTheNumberCountedByEye() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));
    scan(page, "DB-01");
    assertThat(count(page)).containsText("1 / 12");

    button(page, "Báo cáo sĩ số").click();
    page.getByLabel("Số người đếm được").fill("2");
    assertThat(page.getByText("Khác với 1 người")).isVisible();
    page.getByLabel("Ghi chú").fill("Một người đứng ngoài");
    button(page, "Gửi báo cáo").click();

    assertThat(answer(page)).containsText("Đã gửi báo cáo sĩ số");
    assertThat(page.getByText(Pattern.compile("Đã báo cáo 2 người lúc"))).isVisible();
    assertThat(gathering.commands().getLast().path("counted").asInt()).isEqualTo(2);
  }

  @Test
  void aPaperListIsKeyedInWithItsTime() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));

    button(page, "Nhập danh sách giấy").click();
    page.getByLabel("Giờ điểm danh trên giấy").fill("2020-05-11T07:30");
    button(page, "Bắt đầu nhập").click();
    assertThat(page.getByText("Đang nhập danh sách giấy")).isVisible();
    search(page).fill("DB-02");
    search(page).press("Enter");
    assertThat(count(page)).containsText("1 / 12");
    button(page, "Nhập xong").click();
    button(page, "Điểm danh Đặng Thị Ước").click();
    assertThat(count(page)).containsText("2 / 12");

    gathering.awaitCommands(2);
    List<JsonNode> events = gathering.commands();
    assertThat(events.getFirst().path("source").asText()).isEqualTo("PAPER");
    assertThat(events.getFirst().path("happenedAt").asText()).startsWith("2020-05-11T");
    assertThat(events.getLast().path("source").asText()).isEqualTo("SEARCH");
  }

  @Test
  void twoDevicesOfASiteSeeWhatTheOtherDoes() {
    Gathering gathering = Gathering.open(server);
    Page one = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));
    Page two = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));

    button(one, "Điểm danh Đặng Thị Ước").click();
    assertThat(person(two, "DB-01")).containsText("Có mặt");
    assertThat(count(two)).containsText("1 / 12");
    button(two, "Điểm danh Mã Minh Thắng").click();
    assertThat(count(one)).containsText("2 / 12");

    scan(two, "DB-01");
    assertThat(answer(two)).containsText(Pattern.compile("bởi máy số \\d+"));
  }

  @Test
  void whoSitsElsewhereIsMovedWhenThatIsSaid() {
    Gathering gathering = Gathering.open(server);
    Page home = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));
    Page other = CheckInScreen.open(server.phone(), gathering.pass("CL-14"));
    scan(other, "DB-01");
    assertThat(answer(other)).containsText("Thuộc Xã Gia Cát");
    button(other, "Điểm danh tại đây").click();
    assertThat(answer(other)).containsText("Đã điểm danh");
    assertThat(count(other)).containsText("1 / 2");
    assertThat(person(home, "DB-01")).containsText("CL-14");

    button(home, "Điểm danh Đặng Thị Ước").click();
    assertThat(answer(home)).containsText("Đang có mặt tại Xã Phú Xá: chuyển về đây?");
    button(home, "Chuyển về đây").click();

    assertThat(count(home)).containsText("1 / 12");
    assertThat(count(other)).containsText("0 / 2");
    assertThat(person(other, "DB-01")).hasCount(0);
    gathering.awaitDelegates("DB-01", "DB-01");
  }

  @Test
  void byKeyboardAloneSomebodyIsFoundCheckedInAndTakenBack() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));

    // a human types slowly, and nothing has the focus at first
    page.keyboard().type("ha duc", new Keyboard.TypeOptions().setDelay(90));
    assertThat(people(page)).hasCount(1);
    page.keyboard().press("Enter");
    assertThat(button(page, "Điểm danh Hà Đức Long")).isFocused();
    assertThat(gathering.commands()).isEmpty();
    page.keyboard().press("Enter");
    assertThat(answer(page)).containsText("Đã điểm danh");

    for (int i = 0;
        i < 40 && !isFocused(answer(page).getByRole(AriaRole.BUTTON, named("Hoàn tác")));
        i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Enter");

    assertThat(answer(page)).containsText("Đã hoàn tác");
    gathering.awaitCommands(2);
  }

  @Test
  void aCodeThatIsOnNoListHereIsCheckedInAsItWasTyped() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));

    // a visitor's badge that no scanner can read
    search(page).fill("db-21");
    page.keyboard().press("Enter");
    assertThat(button(page, "Điểm danh mã DB-21")).isFocused();
    page.keyboard().press("Enter");

    assertThat(answer(page)).containsText("Thuộc Xã Phú Xá");
    assertThat(search(page)).hasValue("");
    search(page).fill("Bùi Văn Lạ");
    assertThat(button(page, Pattern.compile("Điểm danh mã"))).hasCount(0);
  }

  @Test
  void theLanguageIsTheBrowsersUntilItIsChangedAndThenRemembered() {
    Gathering gathering = Gathering.open(server);
    var english = server.device(new Browser.NewContextOptions().setLocale("en-GB"));
    Page page = english.newPage();
    page.navigate(gathering.pass("CL-07").path("url").asText());
    assertThat(page.getByText("Online since")).isVisible();
    assertThat(button(page, "Check in Đặng Thị Ước")).isVisible();

    button(page, "Tiếng Việt").click();
    assertThat(button(page, "Điểm danh Đặng Thị Ước")).isVisible();
    page.reload();

    assertThat(page.getByText("Trực tuyến từ")).isVisible();
    assertThat(page.locator("html")).hasAttribute("lang", "vi");
  }

  @Test
  void beforeTheRollCallOpensNobodyIsCheckedInAndThenAtOnce() {
    Gathering gathering = Gathering.prepared(server);
    Page page = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));
    assertThat(page.getByText("Phiên điểm danh chưa mở.").first()).isVisible();
    assertThat(button(page, "Điểm danh Đặng Thị Ước")).isDisabled();

    gathering.api().openConference(gathering.id());

    button(page, "Điểm danh Đặng Thị Ước").click();
    assertThat(count(page)).containsText("1 / 12");
    gathering.api().rollCall(gathering.id(), 1, "close");
    assertThat(page.getByText("Phiên điểm danh đã đóng.")).isVisible();
    assertThat(button(page, "Điểm danh Mã Minh Thắng")).isDisabled();
  }

  @Test
  void aPhoneThatGoesBackIntoAPocketChecksNobodyIn() {
    Gathering gathering = Gathering.open(server);
    Page page = server.phone().newPage();
    page.clock().install();
    page.navigate(gathering.pass("CL-07").path("url").asText());
    page.getByText("Trực tuyến từ").waitFor();
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Xã Gia Cát")).tap();

    page.clock().fastForward(130_000);

    Locator unlock = button(page, "Mở khóa");
    assertThat(unlock).isVisible();
    var list = people(page).first().boundingBox();
    page.touchscreen().tap(list.x + list.width - 100, list.y + list.height / 2);
    assertThat(unlock).isVisible();
    unlock.tap();
    button(page, "Điểm danh Đặng Thị Ước").tap();
    gathering.awaitDelegates("DB-01");
  }

  @Test
  void theOrganizersNumberIsOneTapAway() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));

    Locator call =
        page.getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Lý Thị Mai")));
    assertThat(call).hasAttribute("href", "tel:02053861234");
  }

  @Test
  void aSecondTabOfTheSameSiteWaitsUntilItIsTakenOver() {
    Gathering gathering = Gathering.open(server);
    var device = server.laptop();
    Page first = CheckInScreen.open(device, gathering.pass("CL-07"));
    Page second = device.newPage();
    second.navigate(server.address() + "/checkin");
    assertThat(second.getByText("Đang mở ở thẻ khác")).isVisible();

    button(second, "Dùng ở đây").click();

    assertThat(second.getByText("Trực tuyến từ")).isVisible();
    assertThat(first.getByText("Đang mở ở thẻ khác")).isVisible();
    button(second, "Điểm danh Đặng Thị Ước").click();
    gathering.awaitDelegates("DB-01");
  }

  @Test
  void withoutAPassItIsSaidHowToGetIn() {
    Page page = server.phone().newPage();
    page.navigate(server.address() + "/checkin");
    assertThat(page.getByText("Mở mã của điểm cầu")).isVisible();

    page.getByLabel("Liên kết điểm danh")
        .fill(Gathering.open(server).pass("CL-07").path("url").asText());
    button(page, "Mở").click();

    assertThat(page.getByText("Trực tuyến từ")).isVisible();
  }

  private static void more(Page page, String name, String task) {
    button(page, "Việc khác: " + name).click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, named(task)).click();
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static boolean isFocused(Locator locator) {
    return locator.count() > 0
        && (Boolean) locator.first().evaluate("e => e === document.activeElement");
  }
}
