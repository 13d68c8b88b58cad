package org.rollcall.attendance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who may be checked in.
 *
 * @param homeSite null for walk-ins and substitutes
 * @param madeAt the site whose device made the walk-in or substitute; null for the roster's
 * @param withdrawn whether the person was taken off the roster after events existed
 * @param erasedAt when the person's data were erased; null where they were not
 */
public record Delegate(
    String code,
    String fullName,
    @Nullable String title,
    @Nullable String organisation,
    @Nullable String homeSite,
    Kind kind,
    @Nullable String madeAt,
    boolean withdrawn,
    @Nullable Instant erasedAt) {
  /** A person whose data were not erased. */
  public Delegate(
      String code,
      String fullName,
      @Nullable String title,
      @Nullable String organisation,
      @Nullable String homeSite,
      Kind kind,
      @Nullable String madeAt,
      boolean withdrawn) {
    this(code, fullName, title, organisation, homeSite, kind, madeAt, withdrawn, null);
  }

  /** How the person came to be known. */
  public enum Kind {
    ROSTER,
    WALK_IN,
    SUBSTITUTE
  }

  /** What is left once the person's data are erased: all that figures and rules depend on. */
  Delegate erased(Instant at) {
    return new Delegate(code, Erasure.NAME, null, null, homeSite, kind, madeAt, withdrawn, at);
  }

  /** Whether the person counts as expected. */
  public boolean expected() {
    return kind == Kind.ROSTER && !withdrawn && homeSite != null;
  }
}
