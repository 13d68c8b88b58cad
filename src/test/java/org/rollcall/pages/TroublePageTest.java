package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.pages.CheckInScreen.answer;
import static org.rollcall.pages.CheckInScreen.button;
import static org.rollcall.pages.CheckInScreen.count;
import static org.rollcall.pages.CheckInScreen.person;
import static org.rollcall.pages.CheckInScreen.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.client.Commands;
import org.rollcall.client.Json;

/**
 * Things that come at the wrong moment: the page ends where the server stands, and says what it
 * could not do.
 */
@RequiresBrowser
class TroublePageTest {
  private static final Pattern WHOLE_LIST =
      Pattern.compile(".*/delegates\\?site=CL-07(?!.*size=1(&|$)).*");
  private static final Pattern LIST = Pattern.compile(".*/delegates\\?site=CL-07.*");
  @RegisterExtension static final PageServer server = PageServer.onH2();

  @Test
  void whoArrivesWhileTheListIsFetchedIsOnIt() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(answeredByTests(), gathering.pass("CL-07"));
    AtomicBoolean late = new AtomicBoolean();
    page.route(
        LIST,
        route -> {
          if (late.compareAndSet(false, true)) {
            var before = route.fetch();
            // what the server said before, heard after what happened since
            gathering.send("CL-07", Commands.checkIn("DB-02"));
            gathering.awaitPresent("CL-07", 1);
            route.fulfill(new Route.FulfillOptions().setResponse(before));
          } else {
            route.resume();
          }
        });

    gathering
        .api()
        .put(
            "/conferences/" + gathering.id() + "/delegates/DB-99",
            Json.object("fullName", "Vi Thị Mới", "homeSite", "CL-07"))
        .expect(201);

    assertThat(person(page, "DB-99")).isVisible();
    assertThat(late).isTrue();
    assertThat(person(page, "DB-02")).containsText("Có mặt");
    assertThat(count(page)).containsText("1 / 13");
    page.reload();
    assertThat(count(page)).containsText("1 / 13");
  }

  @Test
  void aListAskedForBeforeTheSocketCameIsNotTakenAfterIt() {
    Gathering gathering = Gathering.open(server);
    BrowserContext laptop = answeredByTests();
    AtomicBoolean blocked = new AtomicBoolean(true);
    laptop.routeWebSocket(
        Pattern.compile(".*/ws/.*"),
        socket -> {
          if (blocked.get()) {
            socket.close();
          } else {
            socket.connectToServer();
          }
        });
    Page page = CheckInScreen.open(laptop, gathering.pass("CL-07"));
    assertThat(page.getByText("(đường truyền dự phòng)")).isVisible();
    List<Route> asked = new ArrayList<>();
    page.route(WHOLE_LIST, asked::add);
    gathering.send("CL-07", Commands.checkIn("DB-02"));
    page.waitForCondition(() -> !asked.isEmpty());
    var before = asked.getFirst().fetch();

    blocked.set(false);
    assertThat(page.getByText("(đường truyền dự phòng)")).isHidden();
    gathering.send("CL-07", Commands.checkIn("DB-12"));
    assertThat(count(page)).containsText("2 / 12");
    asked.getFirst().fulfill(new Route.FulfillOptions().setResponse(before));
    gathering.send("CL-07", Commands.checkIn("DB-01"));

    assertThat(count(page)).containsText("3 / 12");
    assertThat(person(page, "DB-12")).containsText("Có mặt");
  }

  @Test
  void aListThatCouldNotBeFetchedForTheNextRollCallIsFetchedAgain() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(answeredByTests(), gathering.pass("CL-07"));
    scan(page, "DB-01");
    assertThat(count(page)).containsText("1 / 12");
    AtomicBoolean failed = new AtomicBoolean();
    page.route(
        LIST,
        route -> {
          if (failed.compareAndSet(false, true)) {
            route.abort();
          } else {
            route.resume();
          }
        });

    openAnother(gathering);

    assertThat(page.getByText("Buổi chiều")).isVisible();
    assertThat(count(page)).containsText("0 / 12");
    assertThat(failed).isTrue();
  }

  @Test
  void aQuestionOfTheMorningIsNotAnsweredIntoTheAfternoon() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));
    scan(page, "DB-21");
    assertThat(answer(page)).containsText("Thuộc Xã Phú Xá");

    page.reload();
    assertThat(answer(page)).containsText("Thuộc Xã Phú Xá");
    openAnother(gathering);

    assertThat(page.getByText("Buổi chiều")).isVisible();
    assertThat(button(page, "Điểm danh tại đây")).hasCount(0);
  }

  @Test
  void aGuestWhoWasUndoneStaysGone() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));
    button(page, "Khách phát sinh").click();
    page.getByLabel("Họ và tên").fill("Trần Văn Khách");
    button(page, "Ghi khách có mặt").click();
    assertThat(count(page)).containsText("1 / 12");
    answer(page).getByText("Hoàn tác").click();
    assertThat(answer(page)).containsText("Đã hoàn tác");
    assertThat(count(page)).containsText("0 / 12");

    page.reload();

    assertThat(page.getByText("Trực tuyến từ")).isVisible();
    assertThat(page.locator(".roster").getByText("Trần Văn Khách")).hasCount(0);
    assertThat(count(page)).containsText("0 / 12");
  }

  @Test
  void pressedTwiceItIsDoneOnce() {
    Gathering gathering = Gathering.open(server);
    Page page = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));
    button(page, "Cả đoàn: Chi bộ Trạm Y tế").click();
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON)
        .filter(new Locator.FilterOptions().setHasText("Điểm danh 3 người"))
        .dblclick();
    assertThat(count(page)).containsText("3 / 12");
    page.keyboard().press("Escape");
    scan(page, "DB-21");
    button(page, "Điểm danh tại đây").dblclick();
    assertThat(count(page)).containsText("4 / 12");

    scan(page, "DB-01");
    assertThat(count(page)).containsText("5 / 12");
    gathering.awaitAmong("DB-06", "DB-07", "DB-08", "DB-21", "DB-01");
  }

  @Test
  void anUndoThatCameTooLateSaysThatItUndidNothing() {
    Gathering gathering = Gathering.open(server);
    BrowserContext phone = server.phone();
    Page page = CheckInScreen.open(phone, gathering.pass("CL-07"));
    button(page, "Điểm danh Đặng Thị Ước").click();
    assertThat(count(page)).containsText("1 / 12");
    gathering.awaitDelegates("DB-01");
    phone.setOffline(true);
    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    gathering.send("CL-07", Commands.checkOut("DB-01"));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Hoàn tác: Đặng Thị Ước"))
        .click();
    assertThat(page.getByText("1 chờ gửi")).isVisible();
    assertThat(count(page)).containsText("0 / 12");

    phone.setOffline(false);

    assertThat(answer(page)).containsText("Đã ghi để xem lại");
    assertThat(answer(page)).containsText("hiện đang: Đã ra về");
    assertThat(person(page, "DB-01")).containsText("Đã ra về");
  }

  @Test
  void ofTwoScansInARowNoRefusalIsSwallowed() {
    Gathering gathering = Gathering.open(server);
    BrowserContext laptop = server.laptop();
    slowDown(laptop, 400);
    Page page = CheckInScreen.open(laptop, gathering.pass("CL-07"));
    scan(page, "DB-21");
    scan(page, "XX-9");

    // the question first; the other waits its turn
    assertThat(answer(page)).containsText("Thuộc Xã Phú Xá");
    assertThat(page.getByText("Còn 1 câu trả lời cần xem")).isVisible();
    button(page, "Không").click();
    assertThat(answer(page)).containsText("XX-9");
    assertThat(gathering.commands()).isEmpty();
  }

  @Test
  void aScanWhileTheRollCallIsClosedIsRed() {
    Gathering gathering = Gathering.prepared(server);
    Page page = CheckInScreen.open(server.laptop(), gathering.pass("CL-07"));
    // until the list is there the page knows codes only
    assertThat(page.getByText("Đặng Thị Ước").first()).isVisible();

    scan(page, "DB-01");

    assertThat(answer(page)).containsText("Phiên điểm danh không mở");
    assertThat(answer(page)).containsText("Đặng Thị Ước");
  }

  @Test
  void whatWaitsForTheOpeningHoldsUpNobodyElse() {
    Gathering gathering = Gathering.prepared(server);
    BrowserContext phone = server.phone();
    Page page = CheckInScreen.open(phone, gathering.pass("CL-07"));
    phone.setOffline(true);
    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    // for all that the device knows the roll call may be open by now
    button(page, "Điểm danh Đặng Thị Ước").click();
    button(page, "Việc khác: Nông Đức Nam").click();
    page.getByRole(AriaRole.DIALOG).getByText("Báo vắng có lý do").click();
    page.getByLabel("Lý do vắng").fill("Ốm");
    button(page, "Ghi vắng có lý do").click();
    assertThat(page.getByText("2 chờ gửi")).isVisible();
    phone.setOffline(false);

    gathering.awaitDelegates("DB-06");
    gathering.api().openConference(gathering.id());
    gathering.awaitDelegates("DB-06", "DB-01");
  }

  @Test
  void aLinkThatIsOpenedWithoutALineGoesOnWithWhatTheDeviceKnows() {
    Gathering gathering = Gathering.open(server);
    BrowserContext phone = server.phone();
    JsonNode pass = gathering.pass("CL-07");
    Page page = CheckInScreen.open(phone, pass);
    CheckInScreen.readyForNoLine(page);
    phone.setOffline(true);
    page.close();

    Page again = phone.newPage();
    again.navigate(pass.path("url").asText());
    assertThat(again.getByText("Ngoại tuyến từ")).isVisible();
    assertThat(again.url()).doesNotContain("#");
    button(again, "Điểm danh Đặng Thị Ước").click();
    assertThat(again.getByText("1 chờ gửi")).isVisible();
    phone.setOffline(false);

    gathering.awaitDelegates("DB-01");
  }

  @Test
  void whatTheDeviceCannotKeepIsNotCalledDone() {
    Gathering gathering = Gathering.open(server);
    BrowserContext laptop = server.laptop();
    laptop.addInitScript(
        "const add = IDBObjectStore.prototype.add;"
            + "IDBObjectStore.prototype.add = function (...values) {"
            + "  if (globalThis.full) { throw new DOMException('full', 'QuotaExceededError'); }"
            + "  return add.apply(this, values);"
            + "};");
    Page page = CheckInScreen.open(laptop, gathering.pass("CL-07"));
    page.evaluate("() => { globalThis.full = true; }");
    server.mayComplain("not kept");

    button(page, "Điểm danh Đặng Thị Ước").click();
    assertThat(answer(page)).containsText("CHƯA ghi được");
    assertThat(count(page)).containsText("0 / 12");
    page.evaluate("() => { globalThis.full = false; }");
    button(page, "Điểm danh Đặng Thị Ước").click();

    assertThat(count(page)).containsText("1 / 12");
    gathering.awaitCommands(1);
  }

  @Test
  void aProxyThatAnswersForADeadServerIsNoLine() {
    Gathering gathering = Gathering.open(server);
    BrowserContext device = answeredByTests();
    device.routeWebSocket(Pattern.compile(".*/ws/.*"), socket -> socket.close());
    Page page = CheckInScreen.open(device, gathering.pass("CL-07"));
    server.mayComplain("status of 502");
    device.route(
        Pattern.compile(".*/api/v1/.*"),
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(502)
                    .setBody("Bad gateway")
                    .setContentType("text/html")));

    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    button(page, "Điểm danh Đặng Thị Ước").click();
    assertThat(page.getByText("1 chờ gửi")).isVisible();
    device.unrouteAll();

    gathering.awaitDelegates("DB-01");
    assertThat(page.getByText("Trực tuyến từ")).isVisible();
  }

  /**
   * A device whose calls a test answers: some would pass it by where a service worker stands
   * between.
   */
  private static BrowserContext answeredByTests() {
    return server.device(PageServer.sized(1366, 768).setServiceWorkers(ServiceWorkerPolicy.BLOCK));
  }

  private static void openAnother(Gathering gathering) {
    gathering.api().rollCall(gathering.id(), 1, "close").expect(200);
    gathering
        .api()
        .post(
            "/conferences/" + gathering.id() + "/roll-calls",
            Json.object("title", "Buổi chiều", "trial", false))
        .expect(201);
    gathering.api().rollCall(gathering.id(), 2, "open").expect(200);
  }

  /** Frames of the server come late, as they do on a bad line. */
  private static void slowDown(BrowserContext device, int millis) {
    device.addInitScript(
        "const Real = WebSocket;"
            + "globalThis.WebSocket = class extends Real {"
            + "  set onmessage(hear) { super.onmessage = frame => setTimeout(() => hear(frame), "
            + millis
            + "); }"
            + "};");
  }
}
