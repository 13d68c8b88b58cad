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
    boolean personEffective) {}
