package org.rollcall.attendance;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Ids as both engines keep them: sixteen bytes, the most significant first. */
public final class BinaryId {
  private BinaryId() {}

  /** The id as it is kept. */
  public static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /** The id that is kept so. */
  public static UUID uuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
