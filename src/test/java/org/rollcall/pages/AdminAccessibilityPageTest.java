package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.rollcall.pages.AdminScreen.button;
import static org.rollcall.pages.AdminScreen.heading;
import static org.rollcall.pages.AdminScreen.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.Accessibility;
import org.rollcall.RequiresBrowser;
import org.rollcall.client.Api;
import org.rollcall.client.Commands;

/** Every view, in light and dark, on a laptop and on a phone. */
@RequiresBrowser
class AdminAccessibilityPageTest {
  @RegisterExtension static final PageServer server = PageServer.onH2();
  private static long id;
  private final AdminScreen admin = new AdminScreen(server);

  @BeforeAll
  static void prepare() {
    Api api = server.organizer();
    id = api.newConference("Hội nghị sơ kết");
    api.openConference(id);
    api.importSites(
        id, "code,name,parent_code\nH-0,Hội trường huyện,\nXA-1,Xã Một,H-0\nXA-2,Xã Hai,H-0\n");
    api.importDelegates(
        id,
        "code,full_name,title,organisation,site_code\n"
            + "DB-1,Lý Thúy Mai,Bí thư,Chi bộ Một,XA-1\n"
            + "DB-2,Vi Văn Tuấn,Đảng viên,Chi bộ Hai,XA-2\n");
    api.newPass(id, "XA-1");
    ObjectNode command = Commands.checkIn("DB-1").put("offline", true);
    api.commands(id, "XA-2", command.arrayNode().add(command)).expect(200);
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

  private static Browser.NewContextOptions sized(int width, int height, ColorScheme theme) {
    return PageServer.sized(width, height).setColorScheme(theme);
  }

  @ParameterizedTest
  @CsvSource({"1366, 768, LIGHT", "1366, 768, DARK", "360, 740, LIGHT"})
  void noViewKeepsPeopleOut(int width, int height, ColorScheme theme) {
    Page page = admin.open("#/nowhere", sized(width, height, theme));
    for (String view : views()) {
      go(page, view);
      Accessibility.check(page, view);
    }
    go(page, "#/conferences/" + id + "/sites");
    button(page, "Thêm điểm cầu").click();
    AdminScreen.answer(page, "Thêm điểm cầu").click();
    Accessibility.check(page, "a dialog with faults");
    Page login = admin.visit("", sized(width, height, theme));
    assertThat(button(login, "Đăng nhập")).isVisible();
    Accessibility.check(login, "the login");
  }

  @Test
  void aConferenceIsMadeWithTheKeyboardAlone() {
    Page page = admin.open("");
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
