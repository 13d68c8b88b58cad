package org.rollcall.access;

/** What a caller proved to hold. */
sealed interface Credential {
  /** A token that a user got by signing in. */
  record Login(long id, long user) implements Credential {}

  /** A site pass or a board pass. */
  record Pass(long id) implements Credential {}
}
