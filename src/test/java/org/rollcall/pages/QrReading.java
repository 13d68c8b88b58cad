package org.rollcall.pages;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Reads QR codes off a picture, as a camera would. */
final class QrReading {
  private QrReading() {}

  static String of(byte[] png) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      int width = image.getWidth();
      int height = image.getHeight();
      int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
      var bitmap =
          new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
      Map<DecodeHintType, ?> hints =
          Map.of(
              DecodeHintType.TRY_HARDER,
              true,
              DecodeHintType.POSSIBLE_FORMATS,
              List.of(BarcodeFormat.QR_CODE));
      return new QRCodeMultiReader().decode(bitmap, hints).getText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NotFoundException e) {
      throw new AssertionError("there is no code in the picture", e);
    } catch (com.google.zxing.ReaderException e) {
      throw new AssertionError(e);
    }
  }
}
