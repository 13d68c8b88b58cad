package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.pages.AdminScreen.answer;
import static org.rollcall.pages.AdminScreen.button;
import static org.rollcall.pages.AdminScreen.dialog;
import static org.rollcall.pages.AdminScreen.section;
import static org.rollcall.pages.AdminScreen.table;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.client.Json;

/** What is handed out on paper: passes, badges, lists; read back from the picture and the PDF. */
@RequiresBrowser
class AdminPaperPageTest {
  /** A page of a PDF as the browser writes it; the tree of them is called Pages. */
  private static final Pattern PDF_PAGE = Pattern.compile("/Type\\s*/Page\\b");

  @RegisterExtension static final PageServer server = PageServer.onH2();
  private final AdminScreen admin = new AdminScreen(server);

  @Test
  void passesForAllSitesArePrintedOnePageEachAndRevoked() {
    long id = admin.openDistrict();
    Page page = admin.open("#/conferences/" + id + "/passes");
    button(page, "Tạo mã cho tất cả điểm cầu").first().click();
    page.getByLabel("Nhãn").fill("Máy 1");
    answer(page, "Tạo mã").click();

    assertThat(page.getByText("24 phiếu A4")).isVisible();
    Locator sheets = page.getByRole(AriaRole.ARTICLE);
    assertThat(sheets).hasCount(24);
    for (int i : new int[] {0, 7, 23}) {
      Locator sheet = sheets.nth(i);
      String link = sheet.locator(".sheet-link").textContent().strip();
      assertThat(link).contains("/checkin#");
      assertThat(QrReading.of(sheet.getByRole(AriaRole.IMG).screenshot())).isEqualTo(link);
    }
    assertThat(sheets.nth(7)).containsText("Xã Gia Cát");
    assertThat(sheets.nth(7)).containsText("CL-07 · Máy 1");
    assertThat(sheets.nth(7).getByRole(AriaRole.LISTITEM)).hasCount(5);
    assertThat(pages(page)).isEqualTo(24);

    section(page, "Mã truy cập");
    assertThat(page.getByText("24 phiếu chưa in")).isVisible();
    button(page, "Thu hồi: Xã Gia Cát (CL-07), Máy 1").click();
    assertThat(dialog(page)).containsText("bị ngắt ngay");
    answer(page, "Thu hồi").click();
    assertThat(button(page, "Thu hồi: Xã Gia Cát (CL-07), Máy 1")).hasCount(0);
    page.getByLabel("Hiện", new Page.GetByLabelOptions().setExact(true)).selectOption("ended");
    assertThat(table(page, "Mã truy cập").getByRole(AriaRole.ROW)).hasCount(2);
    assertThat(table(page, "Mã truy cập")).containsText("Xã Gia Cát");

    AdminScreen.link(page, "Đến trang in phiếu").click();
    assertThat(sheets).hasCount(24);
    button(page, "Đã in đủ").click();
    assertThat(button(page, "Đã in đủ")).hasCount(0);
  }

  @Test
  void thePageAsksBeforeSheetsAreLostThatAreNotPrinted() {
    long id = admin.district();
    server
        .organizer()
        .put(
            "/conferences/" + id + "/sites/CL-00",
            Json.object(
                "name", "Hội trường", "contactName", "Bà Lan", "contactPhone", "0912 345 678"))
        .expect(200);
    Page page = admin.open("#/conferences/" + id + "/passes");
    button(page, "Tạo mã cho một điểm cầu").click();
    dialog(page).getByLabel("Điểm cầu").selectOption("CL-07");
    answer(page, "Tạo mã").click();
    assertThat(page.getByRole(AriaRole.ARTICLE)).containsText("Xã Gia Cát");
    assertThat(page.getByRole(AriaRole.ARTICLE)).containsText("Bà Lan, 0912 345 678");

    var asked = new ArrayList<String>();
    page.onDialog(question -> {
      asked.add(question.type());
      question.accept();
    });
    page.reload();
    assertThat(asked).containsExactly("beforeunload");
    assertThat(page.getByText("Không có phiếu nào trong cửa sổ này.")).isVisible();
  }

  @Test
  void sheetsOfOneConferenceWaitWhileThoseOfAnotherAreMade() {
    long first = admin.district();
    long second = admin.district();
    Page page = admin.open("#/conferences/" + first + "/passes");
    makePass(page, "CL-07");
    assertThat(page.getByRole(AriaRole.ARTICLE)).containsText("Xã Gia Cát");
    page.evaluate("location.hash = '#/conferences/" + second + "/passes'");
    makePass(page, "CL-08");
    assertThat(page.getByRole(AriaRole.ARTICLE)).containsText("Xã Hải Yến");
    assertThat(page.getByText("1 phiếu chưa in")).isVisible();

    AdminScreen.link(page, "Đến trang in phiếu").click();
    assertThat(page).hasURL(Pattern.compile(".*/conferences/" + first + "/passes/sheets"));
    assertThat(page.getByRole(AriaRole.ARTICLE)).containsText("Xã Gia Cát");
    button(page, "Đã in đủ").click();
    AdminScreen.link(page, "Đến trang in phiếu").click();
    assertThat(page.getByRole(AriaRole.ARTICLE)).containsText("Xã Hải Yến");
    button(page, "Đã in đủ").click();
    assertThat(AdminScreen.link(page, "Đến trang in phiếu")).hasCount(0);
  }

  private static void makePass(Page page, String site) {
    button(page, "Tạo mã cho một điểm cầu").click();
    dialog(page).getByLabel("Điểm cầu").selectOption(site);
    answer(page, "Tạo mã").click();
    assertThat(dialog(page)).hasCount(0);
  }

  @Test
  void passesWhoseTokensNeverCameAreRevoked() {
    long id = admin.district();
    server.organizer().newPass(id, "CL-07");
    Page page = admin.open("#/conferences/" + id + "/passes");
    assertThat(table(page, "Mã truy cập").getByRole(AriaRole.ROW)).hasCount(2);
    page.route(
        "**/conferences/*/passes",
        route -> {
          route.fetch();
          route.abort();
        });
    button(page, "Tạo mã cho tất cả điểm cầu").first().click();
    answer(page, "Tạo mã").click();

    button(page, "Thu hồi 24 mã không có phiếu").click();
    answer(page, "Thu hồi").click();
    assertThat(dialog(page)).hasCount(0);
    assertThat(button(page, "Thu hồi 24 mã không có phiếu")).hasCount(0);
    page.getByLabel("Hiện", new Page.GetByLabelOptions().setExact(true)).selectOption("never");
    assertThat(table(page, "Mã truy cập").getByRole(AriaRole.ROW)).hasCount(2);
  }

  @Test
  void aBatchChosenWhileAnotherIsDrawnStandsAlone() {
    long id = admin.district();
    var roster = new StringBuilder("code,full_name,site_code\n");
    for (int i = 0; i < 125; i++) {
      roster.append("NN-%03d,Nguyễn Văn %d,CL-07\n".formatted(i, i));
    }
    server.organizer().importDelegates(id, roster.toString());
    Page page = admin.open("");
    // the first is still drawn, breath by breath, when the second is chosen
    page.evaluate(
        """
        () => {
          const usual = window.setTimeout;
          window.setTimeout = (then, wait, ...more) => usual(then, wait ?? 500, ...more);
        }
        """);
    page.evaluate("location.hash = '#/conferences/" + id + "/print/badges'");
    page.getByLabel("Đợt in").selectOption("1");

    assertThat(button(page, "In")).isEnabled();
    assertThat(page.getByRole(AriaRole.ARTICLE)).hasCount(120);
  }

  @Test
  void aBoardPassShowsItsLinkOnce() {
    long id = admin.district();
    Page page = admin.open("#/conferences/" + id + "/passes");
    button(page, "Tạo mã màn hình").click();
    page.getByLabel("Nhãn").fill("Máy chiếu");
    page.getByLabel("Hết hạn lúc").fill("2020-01-01T00:00");
    answer(page, "Tạo mã").click();
    assertThat(dialog(page).getByText("Thời điểm này đã qua.")).isVisible();
    page.getByLabel("Hết hạn lúc").fill("");
    answer(page, "Tạo mã").click();
    assertThat(dialog(page).getByLabel("Liên kết bảng sĩ số"))
        .hasValue(Pattern.compile(".*/board/hall#.+"));
    answer(page, "Đóng").click();
    assertThat(table(page, "Mã cho màn hình hội trường")).containsText("Máy chiếu");
  }

  @Test
  void badgesHoldTheDelegatesCodeAndNothingElse() {
    long id = admin.district();
    Page page = admin.open("#/conferences/" + id + "/print");
    button(page, "Chuẩn bị thẻ").click();
    dialog(page).getByLabel("Điểm cầu").selectOption("CL-07");
    // visitors of that site have their badge from home
    page.waitForRequest(
        request -> request.url().contains("homeSite=CL-07"),
        () -> answer(page, "Chuẩn bị trang in").click());

    Locator badges = page.getByRole(AriaRole.ARTICLE);
    assertThat(badges.first()).containsText("DB-0223");
    assertThat(badges.first()).containsText("Xã Gia Cát");
    int count = badges.count();
    assertThat(QrReading.of(badges.first().getByRole(AriaRole.IMG).screenshot()))
        .isEqualTo("DB-0223");
    assertThat(pages(page)).isEqualTo(Math.ceilDiv(count, 10));
  }

  @Test
  void thePaperListHasABoxAndASignatureForEachDelegate() {
    long id = admin.district();
    Page page = admin.open("#/conferences/" + id + "/print");
    button(page, "Chuẩn bị danh sách").click();
    dialog(page).getByLabel("Điểm cầu").selectOption("CL-07");
    dialog(page).getByLabel("Phiên điểm danh").selectOption("1");
    answer(page, "Chuẩn bị trang in").click();

    Locator list = page.getByRole(AriaRole.ARTICLE);
    assertThat(list).containsText("Xã Gia Cát (CL-07)");
    assertThat(list).containsText("Phiên điểm danh 1");
    assertThat(list).containsText("Chi bộ Trường THCS Gia Cát");
    assertThat(list.locator(".box").first()).isVisible();
    assertThat(pages(page)).isPositive();
  }

  private static int pages(Page page) {
    byte[] pdf = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
    return (int) PDF_PAGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1)).results().count();
  }
}
