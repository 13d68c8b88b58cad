package org.rollcall.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/** Frames as a client sends them, made before the clock runs. */
final class Frames {
  private static final SplittableRandom RANDOM = new SplittableRandom(20201123);

  private Frames() {}

  /** A version 7 id. */
  static synchronized UUID id() {
    long high = (System.currentTimeMillis() << 16) | 0x7000L | (RANDOM.nextLong() & 0xFFFL);
    long low = (RANDOM.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  static byte[] command(String type, String delegate) {
    return text(
        "{\"type\":\""
            + type
            + "\",\"id\":\""
            + id()
            + "\",\"rollCall\":1,\"delegate\":\""
            + delegate
            + "\",\"happenedAt\":\""
            + Instant.now()
            + "\",\"source\":\"SCAN\"}");
  }

  /** A text frame, masked with zeros: a client must mask, and this mask costs it nothing. */
  static byte[] text(String json) {
    return frame(1, json.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] frame(int opcode, byte[] payload) {
    int length = payload.length;
    int head = length < 126 ? 6 : 8;
    byte[] frame = new byte[head + length];
    frame[0] = (byte) (0x80 | opcode);
    if (length < 126) {
      frame[1] = (byte) (0x80 | length);
    } else {
      frame[1] = (byte) (0x80 | 126);
      frame[2] = (byte) (length >>> 8);
      frame[3] = (byte) length;
    }
    System.arraycopy(payload, 0, frame, head, length);
    return frame;
  }
}
