package org.rollcall.attendance;

import java.util.concurrent.CompletableFuture;

/** What waits at a desk. */
sealed interface Task {
  /** When it was handed over, by {@link System#nanoTime()}. */
  long since();

  /** A command. */
  record Waiting(Attempt attempt, Frame frame, long since) implements Task {}

  /** A change by an organizer; {@code revision} takes what became of it. */
  record Amending(Amendment amendment, CompletableFuture<Long> revision, long since)
      implements Task {}

  /** The head was seen at this revision; 0 only wakes the desk. */
  record Following(long head, long since) implements Task {}

  /** What one frame's commands share: after one TRY_LATER the rest of the frame gets it too. */
  final class Frame {
    volatile boolean putOff;
  }
}
