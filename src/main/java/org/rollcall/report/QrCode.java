package org.rollcall.report;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;

/**
 * A QR code as one path of an SVG whose {@code viewBox} is {@code 0 0 size size}: dark modules are
 * filled, one unit each, and all around there are {@value #QUIET} units of quiet zone, so nothing
 * has to be kept clear beside it. Error correction M, the text in UTF-8.
 *
 * @param size of the view box, quiet zone included
 * @param path for the {@code d} of a {@code path}
 */
@Introspected
@Schema(name = "QrCode")
record QrCode(int size, String path) {
  static final int QUIET = 4;

  private static final Map<EncodeHintType, Object> UTF_8 =
      Map.of(EncodeHintType.CHARACTER_SET, "UTF-8");

  /** The code of a text, or empty where no QR code holds so much. */
  static Optional<QrCode> of(String text) {
    try {
      // said only where it matters: a reader that knows no such marks reads ASCII all the same
      Map<EncodeHintType, Object> hints = isAscii(text) ? Map.of() : UTF_8;
      return Optional.of(drawn(Encoder.encode(text, ErrorCorrectionLevel.M, hints).getMatrix()));
    } catch (WriterException tooMuch) {
      return Optional.empty();
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  /** Each run of dark modules of a row as one bar. */
  private static QrCode drawn(ByteMatrix modules) {
    var path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        int from = x;
        while (x < modules.getWidth() && modules.get(x, y) == 1) {
          x++;
        }
        if (x > from) {
          path.append('M').append(QUIET + from).append(' ').append(QUIET + y);
          path.append('h').append(x - from).append("v1h-").append(x - from).append('z');
        }
      }
    }
    return new QrCode(modules.getWidth() + 2 * QUIET, path.toString());
  }
}
