package org.rollcall.attendance;

import org.jspecify.annotations.Nullable;

/**
 * A person who may be checked in.
 *
 * @param homeSite null for walk-ins and substitutes
 * @param madeAt the site whose device made the walk-in or substitute; null for the roster's
 * @param withdrawn whether the person was taken off the roster after events existed
 */
public record Delegate(
    String code,
    String fullName,
    @Nullable String title,
    @Nullable String organisation,
    @Nullable String homeSite,
    Kind kind,
    @Nullable String madeAt,
    boolean withdrawn) {
  /** How the person came to be known. */
  public enum Kind {
    ROSTER,
    WALK_IN,
    SUBSTITUTE
  }

  /** Whether the person counts as expected. */
  public boolean expected() {
    return kind == Kind.ROSTER && !withdrawn && homeSite != null;
  }
}
