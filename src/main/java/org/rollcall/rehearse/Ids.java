package org.rollcall.rehearse;

import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Ids of commands, of version 7, from which the number of the command can be read: so that what
 * millions of answers said is kept by that number and not by the id.
 */
final class Ids {
  private static final long VARIANT = 0x8000_0000L;
  private static final long VERSION = 0x7000L;

  private final long tag;
  private final long noise;

  /** Those of one run: nobody else makes the same. */
  Ids(long entropy) {
    var random = new SplittableRandom(entropy);
    tag = VARIANT | (random.nextLong() & 0x3FFF_FFFFL);
    noise = random.nextLong() & 0xFFFL;
  }

  UUID of(int command) {
    long high = System.currentTimeMillis() << 16 | VERSION | noise;
    return new UUID(high, tag << 32 | command);
  }

  /** The number of a command; -1 if the id is not of this run. */
  int command(UUID id) {
    long low = id.getLeastSignificantBits();
    return low >>> 32 == tag ? (int) low : -1;
  }
}
