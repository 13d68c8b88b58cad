package org.rollcall.attendance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The erasing of personal data that one event makes visible: the log keeps codes and figures, and
 * who stands behind them is forgotten.
 *
 * @param delegate the code of the one person; null for everyone in the conference and the contacts
 *     of its sites
 * @param at when it was asked for
 */
public record Erasure(@Nullable String delegate, Instant at) {
  /** What stands in the place of a name that was erased, in every language. */
  public static final String NAME = "—";
}
