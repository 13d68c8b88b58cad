package org.rollcall.attendance;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way through the desk.
 *
 * @param origin handed on with the event, so that the sender knows its own; may be null
 * @param granted asked, on the desk's thread, whether the sender may learn of a question or
 *     refusal; if not, it becomes {@code TRY_LATER}
 * @param answer called once, on the desk's thread or on the submitting one, and must not block
 */
public record Attempt(
    Command command,
    Sender sender,
    @Nullable Object origin,
    Predicate<Outcome> granted,
    Consumer<Outcome> answer) {}
