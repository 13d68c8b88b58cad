package org.rollcall.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file as it is served.
 *
 * @param path below the root, such as {@code app/base.css}
 * @param type its media type
 * @param bytes as they are
 * @param gzip the same compressed, or null where that saves nothing
 * @param hash of the bytes, in its address
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Asset(String path, String type, byte[] bytes, byte @Nullable [] gzip, String hash) {
  private static final int HASH_LETTERS = 12;
  private static final String UTF_8 = ";charset=utf-8";

  private static final Map<String, String> TYPES =
      Map.of(
          "js",
          "text/javascript" + UTF_8,
          "css",
          "text/css" + UTF_8,
          "html",
          "text/html" + UTF_8,
          "svg",
          "image/svg+xml",
          "png",
          "image/png",
          "webmanifest",
          "application/manifest+json");

  static Asset of(String path, byte[] bytes) {
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalArgumentException("no media type is known for " + path);
    }
    byte[] compressed = type.equals("image/png") ? bytes : compress(bytes);
    String hash = HexFormat.of().formatHex(sha256(bytes)).substring(0, HASH_LETTERS);
    return new Asset(path, type, bytes, compressed.length < bytes.length ? compressed : null, hash);
  }

  static Asset of(String path, String text) {
    return of(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether files of that name can be served. */
  static boolean isServed(String path) {
    return TYPES.containsKey(path.substring(path.lastIndexOf('.') + 1));
  }

  /** The address that changes with the contents, so that it may be kept for ever. */
  String address() {
    int dot = path.lastIndexOf('.');
    return "/" + path.substring(0, dot) + "." + hash + path.substring(dot);
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] compress(byte[] bytes) {
    var out = new ByteArrayOutputStream(bytes.length / 3 + 64);
    try (var gzip = new Best(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Done once for each file, so as small as it gets. */
  private static final class Best extends GZIPOutputStream {
    Best(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
