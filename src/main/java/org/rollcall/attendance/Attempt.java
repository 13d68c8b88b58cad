package org.rollcall.attendance;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way through the desk.
 *
 * @param origin handed on with the event, so that the sender knows its own; may be null
 * @param answer called once, on the desk's thread or on the submitting one, and must not block
 */
public record Attempt(
    Command command, Sender sender, @Nullable Object origin, Consumer<Outcome> answer) {}
