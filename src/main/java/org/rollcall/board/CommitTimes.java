package org.rollcall.board;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Change;
import org.rollcall.attendance.Follower;
import org.rollcall.attendance.Register;

/**
 * When the latest events of each conference were committed, so that a board's delay can be told.
 * Remembers as many as can come between two ticks.
 */
@Singleton
final class CommitTimes implements Follower {
  private static final int REMEMBERED = 8_192;

  private static final class Ring {
    private final long[] revisions = new long[REMEMBERED];
    private final Instant[] times = new Instant[REMEMBERED];

    synchronized void put(long revision, Instant at) {
      int slot = (int) (revision % REMEMBERED);
      revisions[slot] = revision;
      times[slot] = at;
    }

    synchronized @Nullable Instant get(long revision) {
      int slot = (int) (revision % REMEMBERED);
      return revisions[slot] == revision ? times[slot] : null;
    }
  }

  private final Map<Long, Ring> rings = new ConcurrentHashMap<>();

  @Override
  public void follows(Register register) {
    rings.put(register.conference().id(), new Ring());
  }

  @Override
  public void applied(Register register, Change change) {
    Ring ring = rings.get(register.conference().id());
    if (ring != null) {
      ring.put(change.event().revision(), change.event().recordedAt());
    }
  }

  /** When that revision was committed; null if that is forgotten. */
  @Nullable Instant of(long conference, long revision) {
    Ring ring = rings.get(conference);
    return ring == null ? null : ring.get(revision);
  }
}
