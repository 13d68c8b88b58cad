package org.rollcall.attendance;

/**
 * A change was sent to the database, which gave no answer and does not show it yet: it may still
 * come. Whoever waits must neither take it as made nor as not made.
 */
public final class OutcomeUnknown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutcomeUnknown() {
    super("whether the change was made is not known", null, false, false);
  }
}
