package org.rollcall.board;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.rollcall.Chromium;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Site;
import org.rollcall.board.BoardFixture.Hall;

/** A server and a browser that the tests of one class share; each test has its own conference. */
final class BoardPages implements AutoCloseable {
  /** Long enough for a loaded machine; nobody waits for it where all goes well. */
  static final double PATIENCE = 20_000;

  static final ContainsTextOptions SOON = new ContainsTextOptions().setTimeout(PATIENCE);
  static final IsVisibleOptions APPEARS = new IsVisibleOptions().setTimeout(PATIENCE);
  static final HasCountOptions COUNTS = new HasCountOptions().setTimeout(PATIENCE);

  static final int[] PHONE = {360, 740};
  static final int[] LAPTOP = {1366, 768};
  static final int[] PROJECTOR = {1920, 1080};

  final BoardFixture fixture;
  private final Chromium chromium = Chromium.launch();
  private final List<BrowserContext> contexts = new ArrayList<>();

  /** What a page had to complain about: errors of scripts, and of the content security policy. */
  final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  BoardPages(Path folder) {
    this(folder, Map.of());
  }

  BoardPages(Path folder, Map<String, Object> properties) {
    fixture = BoardFixture.start(folder, properties);
  }

  String base() {
    return fixture.server.getURI().toString();
  }

  /** A main site and three below it, four delegates each. */
  Hall district() {
    List<Site> sites =
        new ArrayList<>(List.of(named("CL-00", "Hội trường Huyện ủy Cao Lộc", null)));
    for (String name : List.of("Xã Gia Cát", "Xã Yên Trạch", "Thị trấn Đồng Đăng")) {
      sites.add(named("CL-0" + sites.size(), name, "CL-00"));
    }
    return fixture.hall(sites, fourEach(sites));
  }

  /**
   * One site of four delegates, registered as organizers do it: still there when the server starts
   * again.
   */
  Hall recorded() {
    String organizer = fixture.organizer();
    long id =
        fixture
            .call(
                "POST",
                "/api/v1/conferences",
                "{\"title\":\"Hội nghị tổng kết\",\"organiser\":\"Huyện ủy\","
                    + "\"startsAt\":\"2020-05-11T08:00:00+07:00\",\"zone\":\"Asia/Ho_Chi_Minh\"}",
                organizer)
            .get("id")
            .asLong();
    String conference = "/api/v1/conferences/" + id;
    fixture.call(
        "PUT",
        conference + "/sites/CL-00",
        "{\"name\":\"Hội trường Huyện ủy\",\"kind\":\"MAIN\"}",
        organizer);
    for (int i = 1; i <= 4; i++) {
      fixture.call(
          "PUT",
          conference + "/delegates/CL-00-" + i,
          "{\"fullName\":\"Nguyễn Thị %d\",\"homeSite\":\"CL-00\"}".formatted(i),
          organizer);
    }
    fixture.call("PATCH", conference, "{\"state\":\"OPEN\"}", organizer);
    return new Hall(fixture, fixture.bean(Desks.class).of(id));
  }

  static List<Delegate> fourEach(List<Site> sites) {
    List<Delegate> delegates = new ArrayList<>();
    for (Site site : sites) {
      for (int i = 1; i <= 4; i++) {
        delegates.add(BoardFixture.delegate(site.code() + "-" + i, site.code()));
      }
    }
    return delegates;
  }

  static Site named(String code, String name, String parent) {
    Site site = BoardFixture.site(code, parent);
    return new Site(code, name, site.kind(), parent, null, null, null, null, null);
  }

  /** A browser of its own, with no cookies. */
  Page visitor(String locale, int[] size, ColorScheme scheme) {
    var context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setLocale(locale)
                    .setViewportSize(size[0], size[1])
                    .setColorScheme(scheme));
    contexts.add(context);
    var page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      // a refused call or socket is part of signing in, and of what is there no more
      if (message.type().equals("error")
          && !message.text().startsWith("Failed to load")
          && !message.text().contains("Error during WebSocket handshake")) {
        complaints.add(message.text());
      }
    });
    return page;
  }

  Page visitor() {
    return visitor("vi-VN", LAPTOP, ColorScheme.LIGHT);
  }

  /** An organizer who looks at a board, or at another page below it. */
  Page organizer(Page page, String path) {
    page.context()
        .request()
        .post(
            base() + "/api/v1/login",
            com.microsoft.playwright.options.RequestOptions.create()
                .setHeader("Origin", base())
                .setData(Map.of("username", "admin", "password", BoardFixture.password())));
    page.navigate(base() + path);
    return page;
  }

  Page organizer(Hall hall) {
    return organizer(visitor(), "/board?conference=" + hall.id());
  }

  String boardPass(Hall hall) {
    return fixture.pass("/api/v1/conferences/" + hall.id() + "/board-passes");
  }

  static Locator totals(Page page) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(Pattern.compile("Tổng hợp|Totals")));
  }

  /** The row of a site, by its name. */
  static Locator row(Page page, String name) {
    return page.getByRole(AriaRole.ROW)
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(AriaRole.ROWHEADER)
                        .filter(new Locator.FilterOptions().setHasText(name))));
  }

  static Locator rows(Page page) {
    return page.locator("tbody").getByRole(AriaRole.ROW);
  }

  static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  /** Closes the pages of a test. */
  void leave() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    complaints.clear();
  }

  @Override
  public void close() {
    chromium.close();
    fixture.close();
  }
}
