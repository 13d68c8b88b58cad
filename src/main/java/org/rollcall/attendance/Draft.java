package org.rollcall.attendance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event before it has a revision.
 *
 * @param delegate null where the event makes the person, whose code comes from the revision
 * @param made the person that the event makes, with an empty code
 * @param companion the second person; its code is empty where the event makes it
 */
record Draft(
    int rollCall,
    @Nullable String delegate,
    @Nullable Place from,
    @Nullable Place to,
    @Nullable Delegate made,
    Event.@Nullable Companion companion,
    Instant happenedAt,
    boolean late,
    boolean review,
    boolean effective,
    boolean personEffective) {

  /** The event under its revision, and with the code that the revision gives to whom it makes. */
  Event event(long revision, Attempt attempt, Instant now) {
    Command command = attempt.command();
    String code = Codes.SERVER_PREFIX + Long.toString(revision);
    boolean makesDelegate = made != null && companion == null;
    Event.Companion second =
        companion != null && companion.code().isEmpty()
            ? new Event.Companion(code, null, companion.to())
            : companion;
    return new Event(
        revision,
        command.id(),
        command.type(),
        rollCall,
        makesDelegate ? code : delegate,
        attempt.sender().site(),
        from,
        to,
        second,
        null,
        happenedAt,
        now,
        attempt.sender().by(),
        command.stamp().source(),
        command instanceof Command.Undo undo ? undo.undoes() : null,
        command instanceof Command.SiteReport report ? report.counted() : null,
        command.stamp().offline(),
        late,
        review,
        effective,
        personEffective,
        command.digest());
  }
}
