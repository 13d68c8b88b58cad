package org.rollcall.attendance;

import org.jspecify.annotations.Nullable;

/** A command with what became of it: an answer, or an event to be. */
record Decided(Task.Waiting task, @Nullable Outcome answer, @Nullable Event event) {

  /** The same with that answer instead of an event. */
  Decided refused(Reason reason) {
    return event == null
        ? this
        : new Decided(task, new Outcome.Refused(reason, Retry.NEVER, null), null);
  }

  /**
   * The person whom the event makes, under the code that the revision gives; null where it makes
   * nobody.
   */
  @Nullable Delegate made() {
    Command.Newcomer newcomer =
        switch (task.attempt().command()) {
          case Command.WalkIn c -> c.person();
          case Command.Substitute c -> c.person();
          case Command.CheckIn c -> null;
          case Command.CheckOut c -> null;
          case Command.Excuse c -> null;
          case Command.Absent c -> null;
          case Command.Undo c -> null;
          case Command.SiteReport c -> null;
        };
    if (event == null || !(newcomer instanceof Command.Newcomer.Unknown person)) {
      return null;
    }
    return new Delegate(
        Codes.SERVER_PREFIX + Long.toString(event.revision()),
        person.fullName(),
        person.title(),
        person.organisation(),
        null,
        event.type() == EventType.WALK_IN ? Delegate.Kind.WALK_IN : Delegate.Kind.SUBSTITUTE,
        event.site(),
        false);
  }
}
