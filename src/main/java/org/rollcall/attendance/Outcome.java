package org.rollcall.attendance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one answer to a command. */
public sealed interface Outcome {
  /**
   * The command is in the log.
   *
   * @param delegate the person it names, or the new one of a walk-in or substitute; null for a site
   *     report
   * @param substituted the one replaced by a substitute
   */
  record Applied(Event event, @Nullable Card delegate, @Nullable Card substituted)
      implements Outcome {}

  /** It was in the log before: the event of then, the cards of now. */
  record Replayed(Event event, @Nullable Card delegate, @Nullable Card substituted)
      implements Outcome {}

  /** Nothing is recorded; the same with {@code force} under a new id is applied. */
  record Asked(Reason reason, Subject subject, List<Card> candidates) implements Outcome {}

  /** Nothing is recorded. */
  record Refused(Reason reason, Retry retry, @Nullable Subject subject) implements Outcome {}

  /** Nothing is recorded and nothing was decided; the same command may be sent again. */
  static Outcome tryLater() {
    return new Refused(Reason.TRY_LATER, Retry.SAME_ID, null);
  }

  /**
   * Whom a question or refusal is about.
   *
   * @param foreign whether the person belongs to another site, of whom the asking one learns name,
   *     organisation and home site only
   */
  record Subject(Card card, Standing standing, boolean foreign) {}
}
