package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.rollcall.pages.AdminRoom.button;
import static org.rollcall.pages.AdminRoom.heading;
import static org.rollcall.pages.AdminRoom.link;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.Accessibility;
import org.rollcall.RequiresBrowser;

/** Every view, in light and dark, on a laptop and on a phone. */
@RequiresBrowser
class AdminAccessibilityPageTest {
  @TempDir static Path folder;
  private static AdminRoom room;
  private static long id;

  @BeforeAll
  static void start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(AdminRoom.PATIENCE_MILLIS);
    room = new AdminRoom(folder);
    id = room.api.openConference();
    room.api
        .csv(
            "/conferences/" + id + "/imports/sites",
            "code,name,parent_code\nH-0,Hội trường huyện,\nXA-1,Xã Một,H-0\nXA-2,Xã Hai,H-0\n")
        .expect(200);
    room.api
        .csv(
            "/conferences/" + id + "/imports/delegates",
            "code,full_name,title,organisation,site_code\n"
                + "DB-1,Lý Thúy Mai,Bí thư,Chi bộ Một,XA-1\n"
                + "DB-2,Vi Văn Tuấn,Đảng viên,Chi bộ Hai,XA-2\n")
        .expect(200);
    room.api.call("POST", "/conferences/" + id + "/sites/XA-1/passes", "{}").expect(201);
    String command = AdminPageTest.command("check-in", "DB-1", ",\"offline\":true");
    room.api.command(id, "XA-2", command);
  }

  @AfterAll
  static void stop() {
    room.close();
  }

  private static List<String> views() {
    String c = "#/conferences/" + id;
    return List.of(
        "#/conferences",
        "#/users",
        c,
        c + "/sites",
        c + "/delegates",
        c + "/delegates/DB-1",
        c + "/import/delegates",
        c + "/roll-calls",
        c + "/passes",
        c + "/print",
        c + "/print/badges?site=XA-1",
        c + "/print/lists?site=XA-1",
        c + "/log",
        c + "/reviews");
  }

  private static void go(Page page, String view) {
    page.evaluate("view => { location.hash = view; }", view);
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)).first())
        .isFocused();
    assertThat(page.getByText("Đang tải…")).hasCount(0);
  }

  @ParameterizedTest
  @CsvSource({"1366, 768, LIGHT", "1366, 768, DARK", "360, 740, LIGHT"})
  void noViewKeepsPeopleOut(int width, int height, ColorScheme theme) {
    Page page =
        room.open(
            "#/nowhere",
            new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(theme));
    for (String view : views()) {
      go(page, view);
      Accessibility.check(page, view);
    }
    go(page, "#/conferences/" + id + "/sites");
    button(page, "Thêm điểm cầu").click();
    AdminRoom.answer(page, "Thêm điểm cầu").click();
    Accessibility.check(page, "a dialog with faults");
    Page login =
        room.visit(
            "",
            new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(theme));
    assertThat(button(login, "Đăng nhập")).isVisible();
    Accessibility.check(login, "the login");
  }

  @Test
  void aConferenceIsMadeWithTheKeyboardAlone() {
    Page page = room.open("");
    button(page, "Hội nghị mới").waitFor();
    page.keyboard().press("Tab");
    assertThat(link(page, "Chuyển đến nội dung")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.MAIN)).isFocused();
    page.keyboard().press("Tab");
    assertThat(button(page, "Hội nghị mới")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.getByLabel("Tên hội nghị")).isFocused();
    page.keyboard().type("Hội nghị bàn phím");
    page.keyboard().press("Tab");
    page.keyboard().type("Ban tổ chức");
    page.keyboard().press("Tab");
    assertThat(page.getByLabel("Bắt đầu lúc")).isFocused();
    page.keyboard().type("12012026");
    page.keyboard().press("Tab");
    page.keyboard().type("0730AM");
    page.keyboard().press("Enter");
    assertThat(heading(page, "Hội nghị bàn phím")).isFocused();
    assertThat(page.getByText("07:30 01/12/2026").first()).isVisible();
  }
}
