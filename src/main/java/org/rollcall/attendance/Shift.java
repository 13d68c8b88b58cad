package org.rollcall.attendance;

import org.jspecify.annotations.Nullable;

/**
 * How one event moved one person in the figures of one roll call.
 *
 * @param before the person as registered before; null where the event made the person
 * @param after the person as registered after; null where the event took the person away
 */
public record Shift(
    int rollCall,
    @Nullable Delegate before,
    Standing from,
    @Nullable Delegate after,
    Standing to) {}
