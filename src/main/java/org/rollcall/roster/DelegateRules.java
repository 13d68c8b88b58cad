package org.rollcall.roster;

/** How long the fields of a delegate may be, in a body as in a table. */
final class DelegateRules {
  static final int LONGEST_NAME = 200;
  static final int LONGEST_TITLE = 300;

  private DelegateRules() {}
}
