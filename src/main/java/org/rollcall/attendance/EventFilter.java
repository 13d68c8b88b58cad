package org.rollcall.attendance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the log are asked for. What is null is not asked about; an event has to fit all
 * the rest.
 *
 * @param site from which it was recorded
 * @param delegate the code of the one it names, also as the second person of a substitute
 * @param by who recorded it, as the log keeps it
 * @param review whether it is marked for review
 */
public record EventFilter(
    @Nullable Integer rollCall,
    @Nullable String site,
    @Nullable String delegate,
    @Nullable EventType type,
    @Nullable String by,
    @Nullable Boolean review) {
  /** Every event. */
  public static final EventFilter ALL = new EventFilter(null, null, null, null, null, null);

  /** Every event that is marked for review. */
  public static final EventFilter REVIEWS = new EventFilter(null, null, null, null, null, true);

  boolean isEmpty() {
    return equals(ALL);
  }

  /** The condition in SQL, to stand after another one. */
  String condition() {
    return (rollCall == null ? "" : " AND roll_call = ?")
        + (site == null ? "" : " AND site = ?")
        + (delegate == null ? "" : " AND (delegate = ? OR person = ?)")
        + (type == null ? "" : " AND type = ?")
        + (by == null ? "" : " AND recorded_by = ?")
        + (review == null
            ? ""
            : " AND MOD(FLOOR(flags / " + EventRow.REVIEW + "), 2) = " + (review ? 1 : 0));
  }

  /** What stands in the condition's places, in order. */
  List<Object> parameters() {
    List<Object> all = new ArrayList<>();
    add(all, rollCall);
    add(all, site);
    add(all, delegate);
    add(all, delegate);
    add(all, type == null ? null : type.word());
    add(all, by);
    return all;
  }

  private static void add(List<Object> all, @Nullable Object asked) {
    if (asked != null) {
      all.add(asked);
    }
  }
}
