package org.rollcall.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.pages.CheckInScreen.answer;
import static org.rollcall.pages.CheckInScreen.button;
import static org.rollcall.pages.CheckInScreen.count;
import static org.rollcall.pages.CheckInScreen.person;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.microsoft.playwright.Page;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rollcall.RequiresBrowser;

/** Badges held before a camera, which Chromium plays from a file. */
@RequiresBrowser
class CameraPageTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int FRAMES_A_BADGE = 12;

  private static final Path FILM = Path.of("target/badges.y4m");

  @RegisterExtension
  static final PageServer server =
      PageServer.onH2(
          Map.of(),
          "--use-fake-device-for-media-stream",
          "--use-file-for-fake-video-capture=" + FILM.toAbsolutePath());

  @Test
  void badgesAreReadOneAfterTheOtherWithoutATapInBetween() throws Exception {
    film(FILM, "DB-05", "DB-07");
    Gathering gathering = Gathering.open(server);
    var phone = server.device(PageServer.sized(360, 740).setPermissions(List.of("camera")));
    Page page = CheckInScreen.open(phone, gathering.pass("CL-07"));

    button(page, "Quét mã").click();

    assertThat(person(page, "DB-05")).containsText("Có mặt");
    assertThat(person(page, "DB-07")).containsText("Có mặt");
    assertThat(count(page)).containsText("2 / 12");
    assertThat(answer(page)).not().isEmpty();
    assertThat(gathering.commands())
        .allMatch(event -> event.path("source").asText().equals("SCAN"));
    gathering.awaitAmong("DB-05", "DB-07");

    button(page, "Tắt máy ảnh").click();
    assertThat(page.locator("video")).hasCount(0);
  }

  @Test
  void aCameraThatIsNotAllowedIsExplained() {
    Page page = CheckInScreen.open(server.phone(), Gathering.open(server).pass("CL-07"));

    button(page, "Quét mã").click();

    assertThat(page.locator(".camera").getByText("máy ảnh").first()).isVisible();
    assertThat(button(page, "Thử lại")).isVisible();
  }

  /** A film that shows one badge after the other, over and over. */
  private static void film(Path file, String... codes) throws IOException, WriterException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(
          "YUV4MPEG2 W%d H%d F6:1 Ip A1:1 C420jpeg\n"
              .formatted(WIDTH, HEIGHT)
              .getBytes(StandardCharsets.US_ASCII));
      byte[] colourless = new byte[WIDTH * HEIGHT / 2];
      Arrays.fill(colourless, (byte) 128);
      for (String code : codes) {
        byte[] picture = picture(code);
        for (int i = 0; i < FRAMES_A_BADGE; i++) {
          out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
          out.write(picture);
          out.write(colourless);
        }
      }
    }
  }

  private static byte[] picture(String code) throws WriterException {
    BitMatrix badge = new QRCodeWriter().encode(code, BarcodeFormat.QR_CODE, 300, 300);
    byte[] grey = new byte[WIDTH * HEIGHT];
    Arrays.fill(grey, (byte) 180);
    for (int y = 0; y < badge.getHeight(); y++) {
      for (int x = 0; x < badge.getWidth(); x++) {
        int at =
            (y + (HEIGHT - badge.getHeight()) / 2) * WIDTH + x + (WIDTH - badge.getWidth()) / 2;
        grey[at] = (byte) (badge.get(x, y) ? 30 : 225);
      }
    }
    return grey;
  }
}
