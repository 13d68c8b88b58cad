package org.rollcall.checkin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Outcome;

/**
 * The answers of one socket, in the order of what they answer, whichever is known first. Guarded by
 * the session's monitor.
 */
final class AnswerOrder {
  private final Deque<Slot> slots = new ArrayDeque<>();

  /** The place of one answer. */
  static final class Slot {
    private final @Nullable UUID id;
    private final long since;
    private byte @Nullable [] frame;
    private long revision;
    private boolean applied;

    private Slot(@Nullable UUID id, long since) {
      this.id = id;
      this.since = since;
    }

    boolean isAnswered() {
      return frame != null;
    }

    /** Whether it answers a command, and not a frame that was none. */
    boolean isCommand() {
      return id != null;
    }

    /** When its frame came, by {@link System#nanoTime()}. */
    long since() {
      return since;
    }

    /** The revision of the event that the answer tells of, or 0. */
    long revision() {
      return revision;
    }

    /** Whether the event came of this very command, so that its answer keeps to the revisions. */
    boolean isApplied() {
      return applied;
    }

    /**
     * Puts the answer into its place.
     *
     * @param outcome what it tells of a command; null where it answers none
     */
    void answer(byte[] answer, @Nullable Outcome outcome) {
      frame = answer;
      if (outcome instanceof Outcome.Applied done) {
        revision = done.event().revision();
        applied = true;
      } else if (outcome instanceof Outcome.Replayed before) {
        revision = before.event().revision();
      }
    }
  }

  /** An answer that may go. */
  record Due(Slot slot, byte[] frame) {}

  /**
   * Makes a place behind all others.
   *
   * @param id the command's; null where the frame was no command
   * @param since when its frame came, by {@link System#nanoTime()}
   */
  Slot add(@Nullable UUID id, long since) {
    Slot slot = new Slot(id, since);
    slots.add(slot);
    return slot;
  }

  /** The place of the answer to that command; null where it went, or none is owed. */
  @Nullable Slot of(UUID id) {
    for (Slot slot : slots) {
      if (id.equals(slot.id)) {
        return slot;
      }
    }
    return null;
  }

  /**
   * Takes the first if it is known, and tells of no event of its own from that revision on; null
   * otherwise.
   */
  @Nullable Due take(long before) {
    Slot head = slots.peek();
    if (head == null || head.frame == null || (head.applied && head.revision >= before)) {
      return null;
    }
    slots.remove();
    return new Due(head, head.frame);
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** How many answers are owed. */
  int size() {
    return slots.size();
  }
}
