package org.rollcall.attendance;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** What waits at a desk. */
sealed interface Task {
  /** When it was handed over, by {@link System#nanoTime()}. */
  long since();

  /** A command. */
  record Waiting(Attempt attempt, Frame frame, Grant grant, long since) implements Task {}

  /** A change by an organizer; {@code revision} takes what became of it. */
  record Amending(Amendment amendment, CompletableFuture<Long> revision, long since)
      implements Task {}

  /** The head was seen at this revision; 0 only wakes the desk. */
  record Following(long head, long since) implements Task {}

  /**
   * Whether the sender may learn of a question or refusal: asked once, however often it is decided.
   */
  final class Grant {
    private final Predicate<Outcome> granted;
    private boolean given;

    Grant(Predicate<Outcome> granted) {
      this.granted = granted;
    }

    boolean of(Outcome outcome) {
      given = given || granted.test(outcome);
      return given;
    }
  }

  /** What one frame's commands share: after one TRY_LATER the rest of the frame gets it too. */
  final class Frame {
    volatile boolean putOff;
  }
}
