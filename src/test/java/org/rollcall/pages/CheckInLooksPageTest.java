package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.pages.CheckInScreen.answer;
import static org.rollcall.pages.CheckInScreen.button;
import static org.rollcall.pages.CheckInScreen.count;
import static org.rollcall.pages.CheckInScreen.scan;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.Accessibility;
import org.rollcall.RequiresBrowser;

/** How the check-in page looks, to eyes and to those who see otherwise, and what it weighs. */
@RequiresBrowser
class CheckInLooksPageTest {
  private static final long MOST_BYTES = 150 * 1024;
  @RegisterExtension static final PageServer server = PageServer.onH2();

  @ParameterizedTest
  @CsvSource({
    "phone, 360, 740, LIGHT",
    "phone-dark, 360, 740, DARK",
    "laptop, 1366, 768, LIGHT",
    "laptop-dark, 1366, 768, DARK",
    "laptop-at-200-percent, 683, 384, LIGHT"
  })
  void everyViewIsAccessibleAndFits(String name, int width, int height, ColorScheme theme) {
    Gathering gathering = Gathering.open(server);
    BrowserContext device =
        server.device(
            PageServer.sized(width, height)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setColorScheme(theme));
    Page closed = device.newPage();
    closed.navigate(server.address() + "/checkin");
    assertThat(closed.getByText("Mở mã của điểm cầu")).isVisible();
    look(closed, name + "-no-pass");
    Page page = CheckInScreen.open(device, gathering.pass("CL-07"));
    look(page, name + "-roster");
    scan(page, "DB-01");
    assertThat(answer(page)).containsText("Đã điểm danh");
    look(page, name + "-good");
    scan(page, "DB-21");
    assertThat(answer(page)).containsText("Thuộc Xã Phú Xá");
    look(page, name + "-question");
    button(page, "Không").click();
    scan(page, "NO-1");
    assertThat(answer(page)).containsText("khách mời?");
    look(page, name + "-red");
    button(page, "Việc khác: Nông Đức Nam").click();
    look(page, name + "-more");
    button(page, "Báo vắng có lý do").click();
    look(page, name + "-excuse");
    button(page, "Hủy").click();
    button(page, "Cả đoàn: Chi bộ Trạm Y tế").click();
    look(page, name + "-delegation");
    page.keyboard().press("Escape");
    button(page, "Báo cáo sĩ số").click();
    look(page, name + "-report");
    page.keyboard().press("Escape");
    device.setOffline(true);
    assertThat(page.getByText("Ngoại tuyến từ")).isVisible();
    button(page, "Điểm danh Hà Đức Long").click();
    assertThat(answer(page)).containsText("Đã lưu trên máy");
    look(page, name + "-offline");
  }

  @Test
  void theFirstTimeItWeighsLittleAndTheSecondTimeNothing() {
    Gathering gathering = Gathering.open(server);
    BrowserContext phone = server.phone();
    Page page = phone.newPage();
    AtomicLong received = count(phone, page);
    page.navigate(gathering.pass("CL-07").path("url").asText());
    page.getByText("Trực tuyến từ").waitFor();
    CheckInScreen.readyForNoLine(page);
    assertThat(received.get()).isBetween(10_000L, MOST_BYTES);
    System.out.println("check-in page, first visit: " + received.get() + " bytes of files");

    received.set(0);
    page.reload();
    page.getByText("Trực tuyến từ").waitFor();

    assertThat(received.get()).isZero();
  }

  /** Counts the bytes of the page's own files that come over the wire. */
  private static AtomicLong count(BrowserContext context, Page page) {
    AtomicLong received = new AtomicLong();
    CDPSession session = context.newCDPSession(page);
    session.send("Network.enable");
    var addresses = new java.util.concurrent.ConcurrentHashMap<String, String>();
    session.on(
        "Network.responseReceived",
        event ->
            addresses.put(
                event.get("requestId").getAsString(),
                event.getAsJsonObject("response").get("url").getAsString()));
    session.on(
        "Network.loadingFinished",
        event -> {
          String address = addresses.getOrDefault(event.get("requestId").getAsString(), "");
          if (!address.contains("/api/")) {
            received.addAndGet(event.get("encodedDataLength").getAsLong());
          }
        });
    return received;
  }

  private static void look(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screens", "checkin-" + name + ".png")));
    Accessibility.check(page, name);
  }
}
