package org.rollcall.board;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.board.BoardFixture.delegate;
import static org.rollcall.board.BoardFixture.site;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.Chromium;
import org.rollcall.RequiresBrowser;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Site;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.site.Links;

@RequiresBrowser
class BoardPageTest {
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

  private static Hall district(BoardFixture fixture) {
    List<Site> sites =
        new ArrayList<>(List.of(named("CL-00", "Hội trường Huyện ủy Cao Lộc", null)));
    List<Delegate> delegates = new ArrayList<>();
    for (String name : List.of("Xã Gia Cát", "Xã Yên Trạch", "Thị trấn Đồng Đăng")) {
      sites.add(named("CL-0" + sites.size(), name, "CL-00"));
    }
    for (Site site : sites) {
      for (int i = 1; i <= 4; i++) {
        delegates.add(delegate(site.code() + "-" + i, site.code()));
      }
    }
    return fixture.hall(sites, delegates);
  }

  private static Site named(String code, String name, String parent) {
    Site site = site(code, parent);
    return new Site(code, name, site.kind(), parent, null, null, null, null, null);
  }

  @Test
  void thePageShowsFiguresLiveAndTurnsGreyWhenItHearsNothing(@TempDir Path folder) {
    var fixture = BoardFixture.start(folder, Map.of());
    try (var chromium = Chromium.launch()) {
      Hall hall = district(fixture);
      var page = chromium.browser().newPage();
      page.setViewportSize(1280, 800);
      var complaints = new ConcurrentLinkedQueue<String>();
      page.onConsoleMessage(message -> {
        if (message.type().equals("error") && !message.text().contains("401")) {
          complaints.add(message.text());
        }
      });
      page.navigate(fixture.server.getURI() + "/board");
      page.fill("input[name=username]", "admin");
      page.fill("input[name=password]", BoardFixture.password());
      page.click("#login button");

      assertThat(page.locator("#title")).containsText("Hội nghị tổng kết", SOON);
      assertThat(page.locator("#login")).isHidden();
      assertThat(page.locator("#present")).hasText("0");
      assertThat(page.locator("#expected")).hasText("16");
      assertThat(page.locator("tr[data-site=CL-01] .name")).hasText("Xã Gia Cát");

      hall.checkIn("CL-01", "CL-01-1");
      hall.checkIn("CL-01", "CL-01-2");
      hall.checkIn("CL-02", "CL-03-1");
      fixture.bean(Links.class).heard(hall.id(), "CL-01", 1, Instant.now());

      assertThat(page.locator("#present")).containsText("3", SOON);
      assertThat(page.locator("tr[data-site=CL-01] .present")).containsText("2 / 4", SOON);
      assertThat(page.locator("tr[data-site=CL-00] .subtree")).containsText("3 / 16", SOON);
      assertThat(page.locator("tr[data-site=CL-01] .link")).containsText("Trực tuyến", SOON);
      assertThat(page.locator("#as-of")).containsText("Số liệu lúc", SOON);
      assertThat(complaints).isEmpty();
      picture(page, "board-live.png");

      fixture.close();

      assertThat(page.locator("body"))
          .hasClass(
              Pattern.compile("stale"), new LocatorAssertions.HasClassOptions().setTimeout(30_000));
      assertThat(page.locator("#notice")).containsText("số liệu đã cũ", SOON);
      assertThat(page.locator("#present")).hasText("3");
      picture(page, "board-stale.png");
    } finally {
      fixture.close();
    }
  }

  @Test
  void aBoardPassInTheLinkOpensItsBoardAndLeavesTheAddress(@TempDir Path folder) {
    try (var fixture = BoardFixture.start(folder, Map.of());
        var chromium = Chromium.launch()) {
      Hall hall = district(fixture);
      district(fixture);
      String token = fixture.pass("/api/v1/conferences/" + hall.id() + "/board-passes");
      var page = chromium.browser().newPage();
      page.navigate(fixture.server.getURI() + "/board#" + token);

      assertThat(page.locator("#expected")).containsText("16", SOON);
      assertThat(page.url()).doesNotContain(token);
      hall.checkIn("CL-00", "CL-00-1");
      assertThat(page.locator("#present")).containsText("1", SOON);

      page.click("tr[data-site=CL-00] a >> nth=0", new Page.ClickOptions().setTimeout(20_000));
      assertThat(page.locator("#up")).isVisible();
      assertThat(page.locator("#expected")).containsText("16", SOON);
    }
  }

  @Test
  void ofSeveralConferencesOneIsChosen(@TempDir Path folder) {
    try (var fixture = BoardFixture.start(folder, Map.of());
        var chromium = Chromium.launch()) {
      district(fixture);
      district(fixture);
      var page = chromium.browser().newPage();
      page.navigate(fixture.server.getURI() + "/board");
      page.fill("input[name=username]", "admin");
      page.fill("input[name=password]", BoardFixture.password());
      page.click("#login button");
      page.click("#conferences a >> nth=1");

      assertThat(page.locator("#expected")).containsText("16", SOON);
    }
  }

  private static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", name)));
  }
}
