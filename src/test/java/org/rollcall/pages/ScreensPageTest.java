package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.pages.CheckInScreen.answer;
import static org.rollcall.pages.CheckInScreen.button;
import static org.rollcall.pages.CheckInScreen.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.client.Api;
import org.rollcall.client.Commands;
import org.rollcall.client.Json;

/**
 * Every view in the middle of the sample conference, as a picture. They go to {@code
 * target/screens}, or where {@code -Drollcall.screens} says:
 *
 * <p>{@code mvn test -Dtest=ScreensPageTest -Drollcall.screens=docs/screens}
 */
@RequiresBrowser
class ScreensPageTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("rollcall.screens", "target/screens"));
  private static final Browser.NewContextOptions LAPTOP = sized(1366, 768);

  @RegisterExtension
  static final PageServer server = PageServer.onH2(Map.of("rollcall.links.online-for", "1h"));

  private static Gathering gathering;
  private static final Map<String, JsonNode> passes = new HashMap<>();

  @BeforeAll
  static void gather() throws IOException {
    Api api = server.organizer();
    long id = api.newConference("Hội nghị trực tuyến huyện Cao Lộc");
    api.importSites(id, sample("sites"));
    api.importDelegates(id, sample("delegates"));
    api.put(
            "/conferences/" + id + "/sites/CL-00",
            Json.object(
                "name",
                "Hội trường Huyện ủy Cao Lộc",
                "kind",
                "MAIN",
                "address",
                "Khối 6, thị trấn Cao Lộc",
                "seats",
                120,
                "contactName",
                "Lý Thị Mai",
                "contactPhone",
                "0205 386 1234"))
        .expect(200);
    api.openConference(id);
    gathering = new Gathering(api, id);
    arrive();
  }

  /**
   * About two in three are there; one site has nobody yet, one counted otherwise, one sent what
   * contradicts.
   */
  private static void arrive() {
    Api api = gathering.api();
    JsonNode made =
        api.post("/conferences/" + gathering.id() + "/passes", Json.object("label", "Máy 1"))
            .expect(201);
    made.path("items").forEach(pass -> passes.put(pass.path("site").asText(), pass));
    Map<String, ArrayNode> bySite = new HashMap<>();
    var random = new Random(2020);
    for (JsonNode card : api.delegates(gathering.id(), "")) {
      String site = card.path("homeSite").asText();
      ArrayNode commands =
          bySite.computeIfAbsent(site, key -> JsonNodeFactory.instance.arrayNode());
      String code = card.path("code").asText();
      int chance = random.nextInt(100);
      if (chance < 4) {
        commands.add(Commands.excuse(code, "Đi công tác"));
      } else if (chance < 70 && !site.equals("CL-13")) {
        commands.add(Commands.checkIn(code));
      }
    }
    bySite.forEach(
        (site, commands) -> by(site).commands(gathering.id(), null, commands).expect(200));
    by("CL-05").commands(gathering.id(), null, array(Commands.siteReport(19))).expect(200);
    by("CL-02")
        .commands(gathering.id(), null, array(Commands.walkIn("Hoàng Thị Liên")))
        .expect(200);
    by("CL-09")
        .commands(gathering.id(), null, array(Commands.checkIn("DB-0001").put("offline", true)))
        .expect(200);
  }

  @Test
  void checkIn() {
    BrowserContext phone =
        server.device(sized(390, 844).setDeviceScaleFactor(2).setHasTouch(true).setIsMobile(true));
    Page page = CheckInScreen.open(phone, passes.get("CL-07"));
    assertThat(button(page, Pattern.compile("^Cả đoàn")).first()).isVisible();
    take(page, "checkin");
    String visitor =
        gathering
            .api()
            .delegates(gathering.id(), "&site=CL-02&state=AWAITED")
            .getFirst()
            .path("code")
            .asText();
    scan(page, visitor);
    assertThat(answer(page)).containsText("Thuộc Thị trấn Đồng Đăng");
    take(page, "checkin-question");
    button(page, "Không").click();
    button(page, Pattern.compile("^Cả đoàn")).first().click();
    take(page, "checkin-delegation");
    page.keyboard().press("Escape");
    phone.setOffline(true);
    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    button(page, Pattern.compile("^Điểm danh .+")).first().click();
    assertThat(answer(page)).containsText("Đã lưu trên máy");
    take(page, "checkin-offline");
  }

  @Test
  void board() {
    BrowserContext laptop = signedIn(LAPTOP);
    Page page = laptop.newPage();
    page.setViewportSize(1366, 900);
    page.navigate(server.address() + "/board?conference=" + gathering.id());
    assertThat(page.getByText("Xã Bảo Lâm").first()).isVisible();
    assertThat(page.locator("canvas").first()).isVisible();
    take(page, "board");
    button(page, "Ô").click();
    take(page, "board-tiles");
    page.navigate(server.address() + "/board?conference=" + gathering.id() + "&open=CL-07");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Xã Gia Cát");
    assertThat(page.getByRole(AriaRole.DIALOG).locator("canvas").first()).isVisible();
    take(page, "board-site");
  }

  @Test
  void hall() {
    Page page = server.device(sized(1920, 1080)).newPage();
    page.navigate(gathering.boardPass().path("url").asText().replace("/board#", "/board/hall#"));
    assertThat(page.getByText("CL-07").first()).isVisible();
    take(page, "hall");
  }

  @Test
  void preparing() {
    Page page = signedIn(LAPTOP).newPage();
    page.navigate(server.address() + "/admin#/nowhere");
    String conference = "#/conferences/" + gathering.id();
    for (var view :
        Map.ofEntries(
                Map.entry("conferences", "#/conferences"),
                Map.entry("users", "#/users"),
                Map.entry("overview", conference),
                Map.entry("sites", conference + "/sites"),
                Map.entry("delegates", conference + "/delegates"),
                Map.entry("delegate", conference + "/delegates/DB-0001"),
                Map.entry("roll-calls", conference + "/roll-calls"),
                Map.entry("passes", conference + "/passes"),
                Map.entry("print", conference + "/print"),
                Map.entry("badges", conference + "/print/badges?site=CL-07"),
                Map.entry("paper-list", conference + "/print/lists?site=CL-07"),
                Map.entry("log", conference + "/log"),
                Map.entry("reviews", conference + "/reviews"))
            .entrySet()) {
      page.evaluate("view => { location.hash = view; }", view.getValue());
      assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)).first())
          .isFocused();
      assertThat(page.getByText("Đang tải…")).hasCount(0);
      take(page, "admin-" + view.getKey());
    }
  }

  @Test
  void importing() {
    Page page = signedIn(LAPTOP).newPage();
    page.navigate(server.address() + "/admin#/conferences/" + gathering.id() + "/import/delegates");
    page.getByLabel("Chọn tệp")
        .setInputFiles(
            csv(
                """
                Mã,Họ và tên,Chức vụ,Đơn vị,Điểm cầu
                DB-0001,Vi Quang Trường,Phó Bí thư Thường trực,Ban Thường vụ Huyện ủy,CL-00
                DB-0500,Lương Thị Hòa,Đảng viên,Đảng bộ xã Gia Cát,CL-07
                """));
    assertThat(page.getByText("Phó Bí thư Thường trực")).isVisible();
    take(page, "admin-import-changes");
    button(page, "Chọn tệp khác").click();
    page.getByLabel("Chọn tệp")
        .setInputFiles(
            csv(
                """
                Mã,Họ và tên,Chức vụ,Đơn vị,Điểm cầu
                DB-0001,,Đảng viên,Ban Thường vụ Huyện ủy,CL-00
                DB-0501,Lương Thị Hòa,Đảng viên,Đảng bộ xã Gia Cát,CL-70
                """));
    assertThat(page.getByText("CL-70").first()).isVisible();
    take(page, "admin-import-errors");
  }

  @Test
  void sheets() {
    Page page = signedIn(sized(1000, 1240)).newPage();
    page.navigate(server.address() + "/admin#/conferences/" + gathering.id() + "/passes");
    button(page, "Tạo mã cho tất cả điểm cầu").first().click();
    page.getByRole(AriaRole.DIALOG)
        .getByText("Tạo mã", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(page.getByText("/checkin#").first()).isVisible();
    take(page, "admin-pass-sheet");
    page.onDialog(com.microsoft.playwright.Dialog::accept);
  }

  @Test
  void signingIn() {
    Page page = server.device(LAPTOP).newPage();
    page.navigate(server.address() + "/admin");
    assertThat(button(page, "Đăng nhập")).isVisible();
    take(page, "login");
  }

  @Test
  void aBoardWithoutALine() {
    BrowserContext laptop = signedIn(LAPTOP);
    Page page = laptop.newPage();
    page.navigate(server.address() + "/board?conference=" + gathering.id());
    assertThat(page.getByText("Xã Bảo Lâm").first()).isVisible();
    assertThat(page.locator("canvas").first()).isVisible();
    laptop.setOffline(true);
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    take(page, "board-stale");
  }

  private static FilePayload csv(String table) {
    return new FilePayload("dai-bieu.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8));
  }

  private static BrowserContext signedIn(Browser.NewContextOptions options) {
    return server.signedIn(server.device(options));
  }

  private static void take(Page page, String name) {
    byte[] picture =
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    assertThat(picture.length).isGreaterThan(10_000);
  }

  private static Browser.NewContextOptions sized(int width, int height) {
    return PageServer.sized(width, height)
        .setColorScheme(ColorScheme.LIGHT)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  private static Api by(String site) {
    return server.api().as(passes.get(site).path("token").asText());
  }

  private static ArrayNode array(JsonNode... commands) {
    return JsonNodeFactory.instance.arrayNode().addAll(List.of(commands));
  }

  private static String sample(String table) throws IOException {
    try (var stream =
        ScreensPageTest.class.getResourceAsStream("/demo/cao-loc-2020/" + table + ".csv")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
