package org.rollcall.attendance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What closing a roll call makes: each person's state, name, title, organisation and home site as
 * they were. Folded from the log, so a restart makes the same one again.
 *
 * @param number 1 for the first closing, one more for each closing after a reopening
 * @param revision of the event that closed it
 * @param cards by code
 */
public record RollCallRecord(
    int rollCall, int number, long revision, Instant closedAt, RecordedCards cards) {
  /**
   * The same without the data of a person.
   *
   * @param code whose; null for everybody's
   */
  RollCallRecord erased(@Nullable String code, Instant at) {
    return new RollCallRecord(rollCall, number, revision, closedAt, cards.erased(code, at));
  }
}
