package org.rollcall.board;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Site;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.client.Api;
import org.rollcall.pages.PageServer;

/** The board by its labels, and conferences to show on it, on the server as it runs now. */
final class BoardScreen {
  final BoardFixture fixture;
  private final PageServer server;

  BoardScreen(PageServer server) {
    this.server = server;
    fixture = BoardFixture.on(server.bean(EmbeddedServer.class), server.organizer().token());
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
    Api organizer = server.organizer();
    long id = organizer.newConference("Hội nghị tổng kết");
    organizer.importSites(id, "code,name\nCL-00,Hội trường Huyện ủy\n");
    var delegates = new StringBuilder("code,full_name,site_code\n");
    for (int i = 1; i <= 4; i++) {
      delegates.append("CL-00-%d,Nguyễn Thị %d,CL-00\n".formatted(i, i));
    }
    organizer.importDelegates(id, delegates.toString());
    organizer.openConference(id);
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

  /** The board of a conference, on a laptop on which the organizer has signed in. */
  Page open(Hall hall) {
    return open("/board?conference=" + hall.id());
  }

  Page open(String path) {
    return visit(server.signedIn(server.laptop()), path);
  }

  /** A page below the server's address, on a device of somebody. */
  Page visit(BrowserContext device, String path) {
    Page page = device.newPage();
    page.navigate(server.address() + path);
    return page;
  }

  /** The same on a laptop of its own, without cookies. */
  Page visit(String path) {
    return visit(server.laptop(), path);
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
}
