package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.pages.CheckInScreen.answer;
import static org.rollcall.pages.CheckInScreen.button;
import static org.rollcall.pages.CheckInScreen.count;
import static org.rollcall.pages.CheckInScreen.person;
import static org.rollcall.pages.CheckInScreen.readyForNoLine;
import static org.rollcall.pages.CheckInScreen.scan;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;
import org.rollcall.client.Commands;

/** Lines that drop, servers that restart, passes that end: nothing that was tapped is lost. */
@RequiresBrowser
class BadLinePageTest {
  @RegisterExtension static final PageServer server = PageServer.onH2();

  @Test
  void tenTappedWithoutALineAreAllThereOnceAndInOrderThoughTheTabWasClosed() {
    Gathering gathering = Gathering.open(server);
    BrowserContext phone = server.phone();
    Page page = CheckInScreen.open(phone, gathering.pass("CL-07"));
    readyForNoLine(page);
    phone.setOffline(true);
    assertThat(page.getByText(Pattern.compile("Ngoại tuyến từ \\d\\d:\\d\\d · 0 chờ gửi")))
        .isVisible();

    List<String> codes = IntStream.rangeClosed(1, 10).mapToObj("DB-%02d"::formatted).toList();
    for (String code : codes) {
      person(page, code)
          .getByText(
              "Điểm danh", new com.microsoft.playwright.Locator.GetByTextOptions().setExact(true))
          .click();
      assertThat(person(page, code)).containsText("chờ gửi");
    }
    assertThat(answer(page)).containsText("Đã lưu trên máy");
    assertThat(page.getByText("10 chờ gửi")).isVisible();
    assertThat(count(page)).containsText("10 / 12");
    assertThat(gathering.commands()).isEmpty();
    page.close();

    Page again = phone.newPage();
    again.navigate(server.address() + "/checkin");
    assertThat(again.getByText("10 chờ gửi")).isVisible();
    assertThat(count(again)).containsText("10 / 12");
    phone.setOffline(false);

    assertThat(again.getByText("Trực tuyến từ")).isVisible();
    assertThat(person(again, "DB-10")).not().containsText("chờ gửi");
    gathering.awaitDelegates(codes.toArray(String[]::new));
    assertThat(gathering.commands()).allMatch(event -> event.path("offline").asBoolean());
    gathering.awaitPresent("CL-07", 10);
  }

  @Test
  void whatIsTakenBackBeforeItLeftTheDeviceNeverLeavesIt() {
    Gathering gathering = Gathering.open(server);
    BrowserContext phone = server.phone();
    Page page = CheckInScreen.open(phone, gathering.pass("CL-07"));
    phone.setOffline(true);
    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    button(page, "Điểm danh Đặng Thị Ước").click();
    button(page, "Điểm danh Mã Minh Thắng").click();
    assertThat(page.getByText("2 chờ gửi")).isVisible();

    answer(page).getByText("Hoàn tác").click();
    assertThat(page.getByText("1 chờ gửi")).isVisible();
    phone.setOffline(false);

    assertThat(person(page, "DB-01")).containsText("Có mặt");
    gathering.awaitDelegates("DB-01");
  }

  @Test
  void whatHappenedMeanwhileIsThereWhenTheLineIsBack() {
    Gathering gathering = Gathering.open(server);
    BrowserContext phone = server.phone();
    Page page = CheckInScreen.open(phone, gathering.pass("CL-07"));
    phone.setOffline(true);
    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    gathering.send("CL-07", Commands.checkIn("DB-02"));
    button(page, "Điểm danh Đặng Thị Ước").click();
    button(page, "Điểm danh Mã Minh Thắng").click();

    phone.setOffline(false);

    assertThat(count(page)).containsText("2 / 12");
    assertThat(page.getByText("Trực tuyến từ")).isVisible();
    gathering.awaitDelegates("DB-02", "DB-01", "DB-02");
    assertThat(gathering.commands().getLast().path("review").asBoolean()).isTrue();
    gathering.awaitPresent("CL-07", 2);
  }

  @Test
  void aLineOnWhichNothingComesBackIsCalledNoneAndTheCommandCountsAsTold() {
    Gathering gathering = Gathering.open(server);
    BrowserContext phone = server.phone();
    // the line stands, and after a while nothing that the page says arrives
    AtomicBoolean deaf = new AtomicBoolean();
    phone.routeWebSocket(
        Pattern.compile(".*/ws/.*"),
        socket -> {
          var server = socket.connectToServer();
          socket.onMessage(frame -> {
            if (!deaf.get()) {
              server.send(frame.text());
            }
          });
        });
    Page page = CheckInScreen.open(phone, gathering.pass("CL-07"));
    deaf.set(true);

    // the delegate of another site: with an answer the page would have asked
    scan(page, "DB-21");
    assertThat(answer(page)).containsText("Đang gửi");
    assertThat(answer(page)).containsText("Đã lưu trên máy");
    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    deaf.set(false);

    gathering.awaitDelegates("DB-21");
    assertThat(gathering.commands().getFirst().path("offline").asBoolean()).isTrue();
    assertThat(gathering.commands().getFirst().path("review").asBoolean()).isTrue();
  }

  @Test
  void aServerThatRestartsUnderThePageIsFoundAgainAndLosesNothing() {
    Gathering gathering = Gathering.open(server);
    Page board = server.laptop().newPage();
    board.navigate(gathering.boardPass().path("url").asText());
    Page page = CheckInScreen.open(server.phone(), gathering.pass("CL-07"));
    button(page, "Điểm danh Đặng Thị Ước").click();
    assertThat(count(page)).containsText("1 / 12");

    server.stop();
    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    button(page, "Điểm danh Mã Minh Thắng").click();
    assertThat(page.getByText("1 chờ gửi")).isVisible();
    server.startAgain();

    assertThat(page.getByText("Trực tuyến từ")).isVisible();
    assertThat(person(page, "DB-02")).not().containsText("chờ gửi");
    assertThat(board.locator("body")).containsText(Pattern.compile("2\\s*/\\s*14"));
    Gathering after = new Gathering(server.organizer(), gathering.id());
    after.awaitDelegates("DB-01", "DB-02");
  }

  @Test
  void aRevokedPassSaysSoKeepsTheQueueForExportAndANewOneOfTheSiteSendsIt() throws IOException {
    Gathering gathering = Gathering.open(server);
    BrowserContext phone = server.phone();
    JsonNode pass = gathering.pass("CL-07");
    Page page = CheckInScreen.open(phone, pass);
    phone.setOffline(true);
    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    button(page, "Điểm danh Đặng Thị Ước").click();
    button(page, "Điểm danh Hà Đức Long").click();
    gathering.revoke("CL-07", pass);

    phone.setOffline(false);
    assertThat(page.getByText("Mã truy cập của máy này đã hết hiệu lực.")).isVisible();
    assertThat(page.getByText("2 lượt chưa gửi")).isVisible();
    Download file = page.waitForDownload(() -> button(page, "Xuất ra tệp").click());
    assertThat(Files.readString(file.path())).contains("DB-01", "Đặng Thị Ước", "DB-12");
    assertThat(gathering.commands()).isEmpty();

    page.navigate(gathering.pass("CL-07").path("url").asText());
    assertThat(page.getByText("Trực tuyến từ")).isVisible();
    gathering.awaitDelegates("DB-01", "DB-12");
  }

  @Test
  void aPassRevokedUnderTheOpenPageSaysSo() {
    Gathering gathering = Gathering.open(server);
    JsonNode pass = gathering.pass("CL-07");
    Page page = CheckInScreen.open(server.laptop(), pass);

    gathering.revoke("CL-07", pass);

    assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
        .containsText("đã hết hiệu lực");
    assertThat(page.getByText("Mọi lượt điểm danh đã được gửi.")).isVisible();
  }

  @Test
  void whereSocketsAreBlockedTheSameGoesOverHttp() {
    Gathering gathering = Gathering.open(server);
    BrowserContext phone = server.phone();
    phone.routeWebSocket(Pattern.compile(".*/ws/.*"), socket -> socket.close());
    Page page = CheckInScreen.open(phone, gathering.pass("CL-07"));
    assertThat(page.getByText("(đường truyền dự phòng)")).isVisible();

    button(page, "Điểm danh Đặng Thị Ước").click();
    assertThat(answer(page)).containsText("Đã điểm danh");
    scan(page, "DB-21");
    assertThat(answer(page)).containsText("Thuộc Xã Phú Xá");
    button(page, "Điểm danh tại đây").click();
    assertThat(count(page)).containsText("2 / 12");

    // what others do is seen too, a little later
    gathering.send("CL-07", Commands.checkIn("DB-12"));
    assertThat(person(page, "DB-12")).containsText("Có mặt");
    gathering.awaitDelegates("DB-01", "DB-21", "DB-12");
  }

  @Test
  void aQueueLeftBehindAtAnotherSiteIsNotForgotten() {
    Gathering gathering = Gathering.open(server);
    BrowserContext phone = server.phone();
    Page page = CheckInScreen.open(phone, gathering.pass("CL-07"));
    phone.setOffline(true);
    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    button(page, "Điểm danh Đặng Thị Ước").click();
    assertThat(page.getByText("1 chờ gửi")).isVisible();
    page.close();
    phone.setOffline(false);

    Page other = CheckInScreen.open(phone, gathering.pass("CL-14"));

    assertThat(other.getByText("1 lượt của Xã Gia Cát còn trên máy này")).isVisible();
    assertThat(gathering.commands()).isEmpty();
    Page back = CheckInScreen.open(phone, gathering.pass("CL-07"));
    gathering.awaitDelegates("DB-01");
    assertThat(gathering.commands().getFirst().path("site").asText()).isEqualTo("CL-07");
    assertThat(back.getByText("0 chờ gửi")).isHidden();
  }
}
