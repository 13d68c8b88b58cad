package org.rollcall.attendance;

import java.security.SecureRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids and the revisions under which they stand in the log: what a map would hold, in a third of the
 * memory, because every check-in of a conference stays here. Open addressing with linear probing;
 * nothing is ever taken out. For one thread.
 */
final class KnownIds {
  private static final int SMALLEST = 64;

  /** Whoever sends ids does not know it, and so cannot choose such as fall on one another. */
  private final long seed = new SecureRandom().nextLong();

  private long[] high = new long[SMALLEST];
  private long[] low = new long[SMALLEST];

  /** 0 where the place is free: revisions begin with 1. */
  private long[] revisions = new long[SMALLEST];

  private int size;

  @Nullable Long revisionOf(UUID id) {
    long revision = revisions[place(id.getMostSignificantBits(), id.getLeastSignificantBits())];
    return revision == 0 ? null : revision;
  }

  void put(UUID id, long revision) {
    if (revision < 1) {
      throw new IllegalArgumentException("no revision: " + revision);
    }
    if (4L * (size + 1) > 3L * revisions.length) {
      grow();
    }
    if (set(id.getMostSignificantBits(), id.getLeastSignificantBits(), revision)) {
      size++;
    }
  }

  /** Whether the id was not known before. */
  private boolean set(long idHigh, long idLow, long revision) {
    int at = place(idHigh, idLow);
    boolean fresh = revisions[at] == 0;
    high[at] = idHigh;
    low[at] = idLow;
    revisions[at] = revision;
    return fresh;
  }

  /** Where the id stands, or would stand. */
  private int place(long idHigh, long idLow) {
    int mask = revisions.length - 1;
    int at = (int) mixed(mixed(idHigh ^ seed) + idLow) & mask;
    while (revisions[at] != 0 && (high[at] != idHigh || low[at] != idLow)) {
      at = at + 1 & mask;
    }
    return at;
  }

  /** Each bit of what comes out depends on each of what went in: MurmurHash3's last step. */
  private static long mixed(long bits) {
    long mixed = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    long[] old = revisions;
    high = new long[2 * old.length];
    low = new long[2 * old.length];
    revisions = new long[2 * old.length];
    for (int i = 0; i < old.length; i++) {
      if (old[i] != 0) {
        set(oldHigh[i], oldLow[i], old[i]);
      }
    }
  }
}
