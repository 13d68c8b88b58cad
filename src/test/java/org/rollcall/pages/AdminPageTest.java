package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.pages.AdminScreen.answer;
import static org.rollcall.pages.AdminScreen.button;
import static org.rollcall.pages.AdminScreen.dialog;
import static org.rollcall.pages.AdminScreen.heading;
import static org.rollcall.pages.AdminScreen.link;
import static org.rollcall.pages.AdminScreen.login;
import static org.rollcall.pages.AdminScreen.sample;
import static org.rollcall.pages.AdminScreen.section;
import static org.rollcall.pages.AdminScreen.table;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.client.Api;
import org.rollcall.client.Commands;

/** A conference is prepared from nothing: made, filled from tables, opened, corrected. */
@RequiresBrowser
class AdminPageTest {
  @RegisterExtension static final PageServer server = PageServer.onH2();
  private final AdminScreen admin = new AdminScreen(server);

  @Test
  void aConferenceIsMadeFilledFromTablesAndOpened() {
    Page page = admin.visit("");
    login(page, "admin", "sai mật khẩu rồi");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Sai tên đăng nhập");
    login(page, "admin", PageServer.password());

    button(page, "Hội nghị mới").click();
    answer(page, "Tạo hội nghị").click();
    assertThat(dialog(page).getByText("Bắt buộc phải có.")).hasCount(3);
    assertThat(page.getByLabel("Tên hội nghị")).isFocused();
    page.getByLabel("Tên hội nghị").fill("Hội nghị tổng kết");
    page.getByLabel("Đơn vị tổ chức").fill("Huyện ủy Cao Lộc");
    page.getByLabel("Bắt đầu lúc").fill("2026-12-01T07:30");
    answer(page, "Tạo hội nghị").click();
    assertThat(heading(page, "Hội nghị tổng kết")).isFocused();
    assertThat(page).hasTitle("Hội nghị tổng kết · Rollcall");
    assertThat(page.getByText("còn 4 việc")).isVisible();
    assertThat(page.getByText("07:30 01/12/2026").first()).isVisible();

    link(page, "Nhập điểm cầu từ tệp").click();
    page.getByLabel("Chọn tệp").setInputFiles(sample("sites.csv"));
    assertThat(page.getByRole(AriaRole.ROW)).hasCount(25);
    assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("Hội trường Huyện ủy Cao Lộc");
    button(page, "Xác nhận nhập 24 dòng").click();
    assertThat(page.getByText("24 thêm mới")).isVisible();

    link(page, "Nhập đại biểu từ tệp").click();
    page.getByLabel("Chọn tệp").setInputFiles(sample("delegates.csv"));
    button(page, "Xác nhận nhập 495 dòng").click();
    assertThat(page.getByText("495 thêm mới")).isVisible();

    section(page, "Tổng quan", "Hội nghị tổng kết");
    button(page, "Mở hội nghị").click();
    assertThat(dialog(page)).containsText("24 điểm cầu và 495 đại biểu");
    answer(page, "Mở hội nghị").click();
    assertThat(button(page, "Kết thúc hội nghị")).isVisible();
    assertThat(page.getByText("0 / 495")).isVisible();

    button(page, "Kết thúc hội nghị").click();
    assertThat(dialog(page)).containsText("495 đại biểu chưa điểm danh");
    answer(page, "Kết thúc hội nghị").click();
    button(page, "Mở lại hội nghị").click();
    page.getByLabel("Lý do").fill("Kết thúc nhầm");
    answer(page, "Mở lại hội nghị").click();
    assertThat(button(page, "Kết thúc hội nghị")).isVisible();
  }

  private static void section(Page page, String name, String heading) {
    link(page, name).click();
    heading(page, heading).waitFor();
  }

  @Test
  void aBadTableIsRefusedAtRowAndColumnAndChangesNothing() {
    long id = admin.district();
    Page page = admin.open("#/conferences/" + id + "/import/delegates");
    page.getByLabel("Chọn tệp")
        .setInputFiles(
            csv("Mã,Họ và tên,Điểm cầu\nDB-1,,CL-01\nDB-2,Lý Hoa,CL-02\nDB-2,Lý Hoa,CL-01\n"));

    assertThat(
            page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName("Tệp chưa nhập được")))
        .isFocused();
    Locator rows = page.getByRole(AriaRole.ROW);
    assertThat(rows.nth(1)).containsText("full_name");
    assertThat(rows.nth(1).getByRole(AriaRole.CELL).first()).hasText("2");
    assertThat(rows.nth(2)).containsText("Mã này đã có ở dòng 3.");
    assertThat(rows.nth(2).getByRole(AriaRole.CELL).first()).hasText("4");

    button(page, "Chọn tệp khác").click();
    page.getByLabel("Chọn tệp").setInputFiles(csv("Mã,Họ và tên,Điểm cầu\nDB-1,Lý Hoa,CL-99\n"));
    assertThat(rows.nth(1)).containsText("Không có điểm cầu CL-99.");
    assertThat(rows.nth(1)).containsText("site_code");

    button(page, "Chọn tệp khác").click();
    page.getByLabel("Chọn tệp").setInputFiles(csv("Mã,Họ và tên,Quê quán\nDB-1,Lý Hoa,Cao Lộc\n"));
    assertThat(page.getByText("Quê quán")).isVisible();
    assertThat(page.getByText("Thiếu cột site_code")).isVisible();
    assertThat(page.getByText("Dòng đầu tiên phải là tiêu đề cột")).hasCount(0);

    button(page, "Chọn tệp khác").click();
    page.getByLabel("Chọn tệp")
        .setInputFiles(csv("DANH SÁCH ĐẠI BIỂU\nMã,Họ và tên,Điểm cầu\nDB-1,Lý Hoa,CL-01\n"));
    assertThat(page.getByText("Dòng đầu tiên phải là tiêu đề cột")).isVisible();

    button(page, "Chọn tệp khác").click();
    page.getByLabel("Chọn tệp")
        .setInputFiles(
            new FilePayload(
                "hong.xlsx", "application/zip", "nope".getBytes(StandardCharsets.UTF_8)));
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("không phải tệp Excel");
  }

  @Test
  void ofManyFaultsTheFirstAreListedInOrderAndAllAreCounted() {
    long id = admin.district();
    Page page = admin.open("#/conferences/" + id + "/import/delegates");
    page.route(
        "**/imports/delegates*",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(422)
                    .setContentType("application/problem+json")
                    .setBody(
                        """
                        {"status":422,"detail":"Hỏng","errorCount":20000,"errors":[
                        {"row":9,"column":"code","code":"REQUIRED","message":"Sau"},
                        {"row":2,"column":"code","code":"REQUIRED","message":"Trước"}]}\
                        """)));
    page.getByLabel("Chọn tệp").setInputFiles(csv("Mã,Họ và tên,Điểm cầu\n,,\n"));
    assertThat(page.getByText("20.000 lỗi, liệt kê 2 lỗi đầu")).isVisible();
    assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("Trước");
  }

  @Test
  void aWorkbookShowsWhatItWouldChangeCellByCell() throws IOException {
    long id = admin.district();
    Page page = admin.open("#/conferences/" + id + "/import/delegates");
    page.getByLabel("Chọn tệp").setInputFiles(workbook());

    Locator rows = page.getByRole(AriaRole.ROW);
    assertThat(rows.nth(1)).containsText("Vi Quang Trường");
    assertThat(rows.nth(1)).containsText("Vi Quang Trưởng");
    assertThat(rows.nth(2)).containsText("DB-9001");
    button(page, "Xác nhận nhập 2 dòng").click();
    assertThat(page.getByText("1 thêm mới, 1 cập nhật")).isVisible();

    link(page, "Xem đại biểu").click();
    page.getByLabel("Tìm đại biểu").fill("vi quang truong ban thuong vu");
    assertThat(page.getByText("1–1 trong 1")).isVisible();
    assertThat(table(page, "Đại biểu").getByRole(AriaRole.LINK)).hasText("Vi Quang Trưởng");
  }

  @Test
  void aLargeTableIsWatchedToItsEnd() {
    long id = admin.district();
    var table = new StringBuilder("code,full_name,title,organisation,site_code\n");
    for (int i = 0; i < 8_000; i++) {
      table.append("NN-%d,Nguyễn Văn %d,Đảng viên,Chi bộ %d,CL-07\n".formatted(i, i, i % 90));
    }
    Page page = admin.open("#/conferences/" + id + "/import/delegates");
    page.getByLabel("Chọn tệp").setInputFiles(csv(table.toString()));
    assertThat(page.getByText("Hiện 200 thay đổi đầu trong 8.000.")).isVisible();
    button(page, "Hiện thêm 200 thay đổi").click();
    assertThat(page.getByText("Hiện 400 thay đổi đầu trong 8.000.")).isVisible();

    // somebody goes elsewhere before anything is heard of it, and comes back
    String job = "**/imports/*-*-*";
    page.route(job, route -> route.abort());
    button(page, "Xác nhận nhập 8.000 dòng").click();
    page.waitForFunction("() => sessionStorage.length > 0");
    section(page, "Tổng quan", "Hội nghị sơ kết");
    page.unroute(job);
    page.goBack();
    assertThat(page.getByText("8.000 thêm mới")).isVisible();
  }

  @Test
  void anotherConferencesAddressShowsNothingOfTheOneBefore() {
    long full = admin.district();
    long other = server.organizer().newConference("Hội nghị sơ kết");
    Page page = admin.open("#/conferences/" + full + "/delegates");
    assertThat(page.getByText("1–50 trong 495")).isVisible();
    page.evaluate("location.hash = '#/conferences/" + other + "/delegates'");
    assertThat(page.getByText("Chưa có đại biểu")).isVisible();
    page.goBack();
    assertThat(page.getByText("1–50 trong 495")).isVisible();
    page.goForward();
    assertThat(page.getByText("Chưa có đại biểu")).isVisible();
    assertThat(page.getByText("DB-0001")).hasCount(0);
  }

  @Test
  void whatIsLeftBehindStaysBehind() {
    long id = admin.district();
    Page page = admin.open("#/conferences/" + id);
    link(page, "Đại biểu").first().click();
    assertThat(page.getByText("1–50 trong 495")).isVisible();
    // a search that somebody leaves before it begins
    page.evaluate(
        """
        () => {
          const search = document.querySelector('input[type=search]');
          search.value = 'gia cat';
          search.dispatchEvent(new Event('input', { bubbles: true }));
          location.hash = location.hash.replace('/delegates', '/sites');
        }\
        """);
    heading(page, "Điểm cầu").waitFor();
    page.waitForTimeout(500);
    assertThat(page).hasURL(Pattern.compile(".*/sites$"));

    button(page, "Thêm điểm cầu").click();
    assertThat(dialog(page)).isVisible();
    page.goBack();
    assertThat(heading(page, "Đại biểu")).isFocused();
    assertThat(dialog(page)).hasCount(0);
  }

  @Test
  void whatWasTypedOutlivesTheSession() {
    long id = admin.district();
    Page page = admin.open("#/conferences/" + id + "/sites");
    button(page, "Thêm điểm cầu").click();
    dialog(page).getByLabel("Mã", exact()).fill("CL-99");
    dialog(page).getByLabel("Tên điểm cầu").fill("Thôn Bắc Đông");
    var cookies = page.context().cookies();
    page.context().clearCookies();
    answer(page, "Thêm điểm cầu").click();
    assertThat(dialog(page).getByRole(AriaRole.ALERT)).containsText("Phiên đăng nhập đã hết");
    assertThat(dialog(page).getByLabel("Tên điểm cầu")).hasValue("Thôn Bắc Đông");

    // signed in again beside it
    page.context().addCookies(cookies);
    answer(page, "Thêm điểm cầu").click();
    assertThat(dialog(page)).hasCount(0);
    assertThat(page.getByText("Thôn Bắc Đông", new Page.GetByTextOptions().setExact(true)))
        .isVisible();
  }

  private static FilePayload csv(String text) {
    return new FilePayload("bang.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8));
  }

  /** One delegate renamed, and one more. */
  private static FilePayload workbook() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var workbook = new Workbook(bytes, "Test", "1.0")) {
      var sheet = workbook.newWorksheet("Đại biểu");
      String[][] rows = {
        {"Mã đại biểu", "Họ và tên", "Chức vụ", "Đơn vị", "Mã điểm cầu"},
        {"DB-0001", "Vi Quang Trưởng", "Đảng viên", "Ban Thường vụ Huyện ủy", "CL-00"},
        {"DB-9001", "Nông Thị Mới", "Bí thư", "Chi bộ mới", "CL-07"},
      };
      for (int row = 0; row < rows.length; row++) {
        for (int column = 0; column < rows[row].length; column++) {
          sheet.value(row, column, rows[row][column]);
        }
      }
    }
    return new FilePayload(
        "dai-bieu.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes.toByteArray());
  }

  @Test
  void sitesAreAddedBelowOthersCorrectedFoundAndDeleted() {
    long id = admin.district();
    Page page = admin.open("#/conferences/" + id + "/sites");
    button(page, "Thêm cấp dưới: Xã Gia Cát").click();
    answer(page, "Thêm điểm cầu").click();
    assertThat(dialog(page).getByText("Bắt buộc phải có.")).hasCount(2);
    dialog(page).getByLabel("Mã", exact()).fill("CL-07");
    dialog(page).getByLabel("Tên điểm cầu").fill("Thôn Bắc Đông");
    answer(page, "Thêm điểm cầu").click();
    assertThat(dialog(page).getByText("Mã này đã có.")).isVisible();
    assertThat(dialog(page).getByLabel("Mã", exact())).isFocused();
    dialog(page).getByLabel("Mã", exact()).fill("CL-07-1");
    dialog(page).getByLabel("Số ghế").fill("-3");
    answer(page, "Thêm điểm cầu").click();
    assertThat(dialog(page).getByLabel("Số ghế")).hasAttribute("aria-invalid", "true");
    dialog(page).getByLabel("Số ghế").fill("25");
    answer(page, "Thêm điểm cầu").click();
    assertThat(dialog(page)).hasCount(0);

    Locator toggle = button(page, "Cấp dưới của Xã Gia Cát");
    assertThat(toggle).hasAttribute("aria-expanded", "true");
    Locator below = page.getByText("Thôn Bắc Đông", new Page.GetByTextOptions().setExact(true));
    assertThat(below).isVisible();
    toggle.click();
    assertThat(below).hasCount(0);

    page.getByLabel("Tìm điểm cầu").fill("bac dong");
    assertThat(page.getByText("thuộc CL-07")).isVisible();
    button(page, "Xóa: Thôn Bắc Đông").click();
    answer(page, "Xóa").click();
    assertThat(page.getByText("Không tìm thấy")).isVisible();

    page.getByLabel("Tìm điểm cầu").fill("gia cat");
    button(page, "Xóa: Xã Gia Cát").click();
    answer(page, "Xóa").click();
    assertThat(dialog(page).getByRole(AriaRole.ALERT)).isVisible();
  }

  private static Locator.GetByLabelOptions exact() {
    return new Locator.GetByLabelOptions().setExact(true);
  }

  @Test
  void aDelegateIsFoundEditedWithdrawnAndPutBackAndTheBackButtonLeadsBack() {
    long id = admin.openDistrict();
    admin.send(id, "CL-07", Commands.checkIn("DB-0223"));
    Page page = admin.open("#/conferences/" + id + "/delegates");
    assertThat(page.getByText("1–50 trong 495")).isVisible();
    link(page, "Trang sau").click();
    assertThat(page.getByText("51–100 trong 495")).isVisible();
    page.goBack();
    assertThat(page.getByText("1–50 trong 495")).isVisible();

    page.getByLabel("Trạng thái").selectOption("PRESENT");
    assertThat(page.getByText("1–1 trong 1")).isVisible();
    table(page, "Đại biểu").getByRole(AriaRole.LINK).click();
    assertThat(page.getByText("Chưa điểm danh → Có mặt tại Xã Gia Cát")).isVisible();
    button(page, "Sửa").click();
    dialog(page).getByLabel("Chức vụ").fill("Chủ tịch");
    answer(page, "Lưu").click();
    assertThat(page.getByText("Chủ tịch", new Page.GetByTextOptions().setExact(true))).isVisible();
    button(page, "Rút khỏi danh sách").click();
    answer(page, "Rút khỏi danh sách").click();
    assertThat(page.getByText("Đã rút khỏi danh sách triệu tập")).isVisible();
    button(page, "Đưa lại danh sách").click();
    answer(page, "Đưa lại danh sách").click();
    assertThat(page.getByText("Đã rút khỏi danh sách triệu tập")).hasCount(0);

    page.goBack();
    assertThat(heading(page, "Đại biểu")).isFocused();
    assertThat(page.getByText("1–1 trong 1")).isVisible();
  }

  @Test
  void aDelegatesDataAreExportedAndErased() throws IOException {
    long id = admin.openDistrict();
    Api api = server.organizer();
    admin.send(id, "CL-07", Commands.excuse("DB-0223", "Viêm phổi kẽ"));
    Page page = admin.open("#/conferences/" + id + "/delegates/DB-0223");
    assertThat(page.getByText("Viêm phổi kẽ")).isVisible();
    String name =
        api.get("/conferences/" + id + "/delegates/DB-0223").expect(200).path("fullName").asText();
    assertThat(heading(page, name)).isVisible();

    Download file = page.waitForDownload(() -> link(page, "Xuất dữ liệu").click());
    assertThat(file.suggestedFilename()).isEqualTo("rollcall-" + id + "-DB-0223.json");
    assertThat(Files.readString(file.path())).contains("Viêm phổi kẽ");

    button(page, "Xóa dữ liệu cá nhân").click();
    answer(page, "Xóa dữ liệu cá nhân").click();
    assertThat(dialog(page).getByText("Bắt buộc phải có.")).isVisible();
    dialog(page).getByLabel("Lý do").fill("Theo đơn");
    answer(page, "Xóa dữ liệu cá nhân").click();
    assertThat(heading(page, "(đã xóa)")).isVisible();
    assertThat(page.getByText("Dữ liệu cá nhân đã xóa lúc")).isVisible();
    assertThat(page.getByText("Viêm phổi kẽ")).hasCount(0);
    assertThat(button(page, "Sửa")).hasCount(0);
    // what somebody writes about the code later is erased by asking again
    assertThat(button(page, "Xóa dữ liệu cá nhân")).isVisible();

    section(page, "Tổng quan", "Hội nghị sơ kết");
    button(page, "Sửa").click();
    dialog(page).getByLabel("Lưu dữ liệu cá nhân").fill("90");
    answer(page, "Lưu").click();
    assertThat(dialog(page)).hasCount(0);
    assertThat(api.get("/conferences/" + id).expect(200).path("retentionDays").asInt())
        .isEqualTo(90);
    assertThat(api.delegates(id, "&q=DB-0223").toString()).contains("—").doesNotContain(name);
  }
}
