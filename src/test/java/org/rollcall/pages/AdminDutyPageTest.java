package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.pages.AdminScreen.answer;
import static org.rollcall.pages.AdminScreen.button;
import static org.rollcall.pages.AdminScreen.dialog;
import static org.rollcall.pages.AdminScreen.heading;
import static org.rollcall.pages.AdminScreen.link;
import static org.rollcall.pages.AdminScreen.login;
import static org.rollcall.pages.AdminScreen.section;
import static org.rollcall.pages.AdminScreen.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.client.Commands;
import org.rollcall.client.Json;

/** What an organizer does on the day: roll calls, the log, contradictions, users. */
@RequiresBrowser
class AdminDutyPageTest {
  @RegisterExtension static final PageServer server = PageServer.onH2();
  private final AdminScreen admin = new AdminScreen(server);

  @Test
  void aRollCallIsPlannedClosedWithItsRecordAndReopenedForAReason() {
    long id = admin.openDistrict();
    admin.send(id, "CL-07", Commands.checkIn("DB-0223"));
    Page page = admin.open("#/conferences/" + id + "/roll-calls");
    button(page, "Lập phiên mới").click();
    page.getByLabel("Tên phiên").fill("Phiên thử chiều");
    page.getByLabel("Phiên thử").check();
    answer(page, "Lập phiên").click();
    assertThat(button(page, "Mở phiên: Phiên thử chiều")).isDisabled();

    button(page, "Đóng phiên: Phiên điểm danh 1").click();
    assertThat(dialog(page)).containsText("Còn 494 đại biểu chưa điểm danh");
    assertThat(dialog(page)).containsText("24 trong 24 điểm cầu chưa báo cáo sĩ số");
    answer(page, "Đóng phiên").click();
    assertThat(page.getByText("Biên bản số 1")).isVisible();

    button(page, "Mở lại phiên: Phiên điểm danh 1").click();
    answer(page, "Mở lại phiên").click();
    assertThat(dialog(page).getByText("Bắt buộc phải có.")).isVisible();
    page.getByLabel("Lý do").fill("Còn đại biểu đến muộn");
    answer(page, "Mở lại phiên").click();
    button(page, "Đóng phiên: Phiên điểm danh 1").click();
    answer(page, "Đóng phiên").click();
    assertThat(page.getByText("Biên bản số 2")).isVisible();

    button(page, "Mở phiên: Phiên thử chiều").click();
    answer(page, "Mở phiên").click();
    assertThat(button(page, "Đóng phiên: Phiên thử chiều")).isVisible();
  }

  /**
   * At CL-07: DB-0223 present at two sites, and DB-0224 checked in at a site that is not its own.
   */
  private long contradicted() {
    long id = admin.openDistrict();
    String seven = pass(id, "CL-07");
    String eight = pass(id, "CL-08");
    String earlier = Instant.now().minusSeconds(600).toString();
    send(id, seven, Commands.checkIn("DB-0223"));
    send(id, eight, offline("DB-0223", earlier));
    send(id, eight, offline("DB-0224", earlier));
    return id;
  }

  private static String pass(long id, String site) {
    return server
        .organizer()
        .post("/conferences/" + id + "/sites/" + site + "/passes", Json.object("label", "Máy 1"))
        .expect(201)
        .path("token")
        .asText();
  }

  private static ObjectNode offline(String delegate, String at) {
    return Commands.checkIn(delegate).put("offline", true).put("happenedAt", at);
  }

  private static void send(long id, String pass, ObjectNode command) {
    server.api().as(pass).commands(id, null, command.arrayNode().add(command)).expect(200);
  }

  @Test
  void contradictionsAreToldAndSettled() {
    long id = contradicted();
    Page page = admin.open("#/conferences/" + id);
    assertThat(page.getByText("2 ghi nhận từ thiết bị cần người xem lại.")).isVisible();
    section(page, "Cần xem lại");
    Locator cards =
        page.getByRole(AriaRole.LISTITEM)
            .filter(new Locator.FilterOptions().setHasText("Thiết bị báo"));
    assertThat(cards).hasCount(2);
    assertThat(cards.first()).containsText("Máy 1, Xã Hải Yến (CL-08)");
    assertThat(cards.first()).containsText("khi mất mạng");
    assertThat(cards.first()).containsText("Có mặt tại Xã Gia Cát (CL-07)");

    cards
        .filter(new Locator.FilterOptions().setHasText("DB-0224"))
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Hoàn tác"))
        .click();
    page.getByLabel("Lý do").fill("Quét nhầm thẻ");
    // the answer is lost: the undo is done, and the review still open
    String commands = "**/commands*";
    page.route(
        commands,
        route -> {
          route.fetch();
          route.abort();
        });
    answer(page, "Hoàn tác").click();
    assertThat(dialog(page).getByRole(AriaRole.ALERT)).containsText("Không kết nối được");
    page.unroute(commands);
    answer(page, "Hoàn tác").click();
    assertThat(page.getByText("1 mục chờ xem lại")).isVisible();

    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Giữ nguyên như đã ghi"))
        .click();
    assertThat(page.getByText("Đã xem lại hết.")).isVisible();
    page.getByText("2 mục đã xem lại").click();
    assertThat(page.getByText("“Quét nhầm thẻ”")).isVisible();
    assertThat(page.getByText("“Đã xem lại: giữ nguyên như đã ghi.”")).isVisible();
    String state =
        server
            .organizer()
            .get("/conferences/" + id + "/delegates/DB-0224")
            .expect(200)
            .path("state")
            .asText();
    assertThat(state).isEqualTo("AWAITED");
  }

  @Test
  void theLogIsReadNewestFirstAndFiltered() {
    long id = contradicted();
    Page page = admin.open("#/conferences/" + id + "/log");
    Locator rows = table(page, "Nhật ký").getByRole(AriaRole.ROW);
    assertThat(rows.nth(1)).containsText("DB-0224");
    assertThat(rows.nth(1)).containsText("Máy 1, Xã Hải Yến (CL-08)");
    assertThat(rows.last()).containsText("admin");

    page.getByLabel("Mã đại biểu").fill("db-0223");
    assertThat(page.getByText("Hiện 2 trong 2 sự kiện")).isVisible();
    page.getByLabel("Chỉ mục cần xem lại").check();
    assertThat(page.getByText("Hiện 1 trong 1 sự kiện")).isVisible();
    page.reload();
    assertThat(page.getByText("Hiện 1 trong 1 sự kiện")).isVisible();
    page.getByLabel("Loại việc").selectOption("excuse");
    assertThat(page.getByText("Không có mục nào khớp bộ lọc.")).isVisible();
    button(page, "Bỏ bộ lọc").click();
    page.getByLabel("Điểm cầu", new Page.GetByLabelOptions().setExact(true)).selectOption("CL-07");
    assertThat(page.getByText("Hiện 1 trong 1 sự kiện")).isVisible();
  }

  @Test
  void aViewerIsMadeSeesWhatItMayAndIsDisabled() {
    long id = contradicted();
    Page page = admin.open("#/users");
    button(page, "Thêm người dùng").click();
    page.getByLabel("Tên đăng nhập").fill("chi.lan");
    dialog(page).getByLabel("Mật khẩu").fill("ngan");
    answer(page, "Thêm người dùng").click();
    assertThat(dialog(page).getByLabel("Mật khẩu")).hasAttribute("aria-invalid", "true");
    dialog(page).getByLabel("Mật khẩu").fill("Mật khẩu đủ dài 1");
    dialog(page).getByRole(AriaRole.CHECKBOX).last().check();
    answer(page, "Thêm người dùng").click();
    assertThat(table(page, "Người dùng")).containsText("chi.lan");

    Page viewer = admin.visit("");
    login(viewer, "chi.lan", "Mật khẩu đủ dài 1");
    assertThat(heading(viewer, "Hội nghị")).isVisible();
    assertThat(button(viewer, "Hội nghị mới")).hasCount(0);
    viewer
        .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(2))
        .getByRole(AriaRole.LINK)
        .click();
    assertThat(viewer.getByText("Bạn được xem")).isVisible();
    section(viewer, "Cần xem lại");
    assertThat(viewer.getByText("Chờ ban tổ chức xem lại").first()).isVisible();
    section(viewer, "Nhật ký");
    assertThat(table(viewer, "Nhật ký")).containsText("DB-0224");
    viewer.navigate(viewer.url().replaceAll("#.*", "") + "#/conferences/" + id + "/sites");
    assertThat(heading(viewer, "Trang dành cho ban tổ chức")).isVisible();

    button(page, "Khóa: chi.lan").click();
    answer(page, "Khóa").click();
    assertThat(table(page, "Người dùng")).containsText("Đã khóa");
    link(viewer, "Nhật ký").click();
    assertThat(heading(viewer, "Đăng nhập")).isVisible();
    assertThat(viewer.getByRole(AriaRole.ALERT)).containsText("Phiên đăng nhập đã hết");
    assertThat(viewer.getByLabel("Tên đăng nhập")).isFocused();
  }

  @Test
  void aCoordinatorIsToldWhereToGo() {
    long id = admin.openDistrict();
    String token = pass(id, "CL-07");
    Page page = admin.visit("");
    page.request()
        .post(
            page.url().replaceAll("/admin.*", "/api/v1/pass"),
            RequestOptions.create()
                .setHeader("Content-Type", "application/json")
                .setData("{\"token\":\"" + token + "\"}"));
    page.reload();
    assertThat(page.getByText("đang giữ mã truy cập của điểm cầu Xã Gia Cát")).isVisible();
    assertThat(link(page, "Đến trang điểm danh")).hasAttribute("href", "/checkin");
  }

  @Test
  void thePageSpeaksEnglishTooAndRemembersIt() {
    long id = admin.openDistrict();
    Page page = admin.open("#/conferences/" + id);
    page.evaluate("location.hash = '#/conferences/999999'");
    assertThat(page.getByText("Không có hội nghị")).isVisible();
    button(page, "English").click();
    assertThat(page.getByText("Không có hội nghị")).hasCount(0);
    page.goBack();
    assertThat(page.getByText("What is left to do")).isVisible();
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    assertThat(page.getByText("495 delegates are on the roster.")).isVisible();
    page.reload();
    assertThat(button(page, "Close the conference")).isVisible();
    button(page, "Tiếng Việt").click();
    assertThat(button(page, "Kết thúc hội nghị")).isVisible();
  }

  @Test
  void aFailureSaysSoAndTheViewComesBackWithTheLine() {
    long id = admin.district();
    Page page = admin.open("");
    heading(page, "Hội nghị").waitFor();
    page.route("**/roll-calls*", route -> route.abort());
    page.navigate(page.url().replaceAll("#.*", "") + "#/conferences/" + id + "/roll-calls");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Không kết nối được máy chủ");
    page.unroute("**/roll-calls*");
    button(page, "Thử lại").click();
    assertThat(page.getByText("Phiên điểm danh 1")).isVisible();

    page.context().setOffline(true);
    assertThat(page.getByText("Thiết bị đang mất mạng")).isVisible();
    page.context().setOffline(false);
    assertThat(page.getByText("Thiết bị đang mất mạng")).hasCount(0);
  }
}
