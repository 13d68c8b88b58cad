package org.rollcall.attendance;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a person stands, since when, and what stood there before: undo goes back along {@code
 * before}, step by step.
 *
 * @param since the {@code happenedAt} of the command that led here
 * @param by who recorded that command
 * @param command the id of that command; null where nothing is known yet
 */
public record Standing(
    State state,
    @Nullable String site,
    @Nullable Instant since,
    @Nullable String by,
    @Nullable UUID command,
    @Nullable Standing before) {
  /** Nothing known yet. */
  public static final Standing AWAITED = new Standing(State.AWAITED, null, null, null, null, null);

  public Place place() {
    return new Place(state, site);
  }

  /** Whether the person is PRESENT at this site. */
  public boolean presentAt(String code) {
    return state == State.PRESENT && code.equals(site);
  }

  /** Whether the person is PRESENT at this site or LEFT from it. */
  public boolean standsAt(String code) {
    return (state == State.PRESENT || state == State.LEFT) && code.equals(site);
  }

  /**
   * Whether a command that waited on a device and leads to {@code next} takes effect over this: by
   * rank, then by the time when it happened, then by id. Any order of arrival ends alike because
   * this order is total.
   */
  boolean yieldsTo(State next, Instant happenedAt, UUID id) {
    if (next.rank != state.rank) {
      return next.rank > state.rank;
    }
    if (since == null || command == null) {
      return true;
    }
    int byTime = happenedAt.compareTo(since);
    return byTime != 0 ? byTime > 0 : compareUnsigned(id, command) > 0;
  }

  private static int compareUnsigned(UUID a, UUID b) {
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
  }
}
