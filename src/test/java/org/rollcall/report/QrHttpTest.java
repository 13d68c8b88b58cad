package org.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.conference.Api;
import org.rollcall.conference.Api.Answer;

class QrHttpTest {
  private static final int SCALE = 4;
  private static final Pattern BAR = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Api api;

  @BeforeAll
  static void start(@TempDir Path folder) {
    api = Api.start(folder);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void eachTextComesBackFromItsCodeInOrder() throws ReaderException {
    List<String> texts =
        List.of(
            "http://localhost:8080/checkin#Xb3kd-9fQ_2",
            "DB-0147",
            "1234567",
            "Nguyễn Văn Đức, đại biểu 🏛",
            "Đ".repeat(500));

    Answer made = make(texts).expect(200);

    assertThat(made.json().get("codes")).hasSize(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      Result read = read(made.json().get("codes").get(i));
      assertThat(read.getText()).isEqualTo(texts.get(i));
      assertThat(read.getResultMetadata())
          .containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, "M");
    }
  }

  @Test
  void aQuietZoneOfFourModulesIsPartOfTheSize() {
    JsonNode code = make(List.of("DB-0147")).expect(200).json().at("/codes/0");

    assertThat(code.get("size").asInt()).isEqualTo(21 + 8);
    assertThat(code.get("path").asText()).startsWith("M4 4h7v1h-7z");
    boolean[][] dark = drawn(code);
    for (int i = 0; i < 29; i++) {
      for (int quiet : new int[] {0, 1, 2, 3, 25, 26, 27, 28}) {
        assertThat(dark[i][quiet] || dark[quiet][i]).isFalse();
      }
    }
  }

  @Test
  void whatIsTooMuchOrMissingIsNamed() {
    assertFault(make(List.of()), "/texts", "REQUIRED");
    assertFault(api.call("POST", "/qr-codes", "{}"), "/texts", "REQUIRED");
    assertFault(api.call("POST", "/qr-codes", "{\"texts\":[\"a\",null]}"), "/texts/1", "REQUIRED");
    assertFault(make(List.of("a", "")), "/texts/1", "REQUIRED");
    assertFault(make(List.of("a".repeat(501))), "/texts/0", "TOO_LONG");
    assertFault(make(Collections.nCopies(1001, "a")), "/texts", "TOO_MANY");
    assertThat(make(Collections.nCopies(1000, "a")).expect(200).json().get("codes")).hasSize(1000);
    api.call("POST", "/qr-codes", "{\"texts\":{}}").expect(400);
  }

  @Test
  void whatNoCodeHoldsHasNone() {
    assertThat(QrCode.of("a".repeat(2331))).isPresent();
    assertThat(QrCode.of("a".repeat(2332))).isEmpty();
  }

  private static Answer make(List<String> texts) {
    var body = JSON.createObjectNode();
    texts.forEach(body.putArray("texts")::add);
    return api.call("POST", "/qr-codes", body.toString());
  }

  private static void assertFault(Answer answer, String pointer, String code) {
    answer.expect(422);
    assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
    assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(code);
  }

  private static boolean[][] drawn(JsonNode code) {
    int size = code.get("size").asInt();
    var dark = new boolean[size][size];
    String path = code.get("path").asText();
    var bars = BAR.matcher(path);
    int read = 0;
    while (bars.find()) {
      read += bars.group().length();
      int from = Integer.parseInt(bars.group(1));
      int length = Integer.parseInt(bars.group(3));
      assertThat(bars.group(4)).isEqualTo(bars.group(3));
      Arrays.fill(dark[Integer.parseInt(bars.group(2))], from, from + length, true);
    }
    assertThat(read).isEqualTo(path.length());
    return dark;
  }

  /** Draws the path as a browser would, and reads the picture as a camera's program would. */
  private static Result read(JsonNode code) throws ReaderException {
    boolean[][] dark = drawn(code);
    int size = dark.length * SCALE;
    var pixels = new int[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        pixels[y * size + x] = dark[y / SCALE][x / SCALE] ? 0xFF000000 : 0xFFFFFFFF;
      }
    }
    var picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, pixels)));
    return new QRCodeReader().decode(picture, Map.of(DecodeHintType.TRY_HARDER, true));
  }
}
