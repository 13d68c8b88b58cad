package org.rollcall.attendance;

/** Where a delegate stands in a roll call; a person stands in exactly one of these. */
public enum State {
  AWAITED(0),
  PRESENT(2),
  LEFT(2),
  EXCUSED(1),
  ABSENT(1),
  SUBSTITUTED(2),
  /** A walk-in or substitute undone: nothing that arrives later brings the person back. */
  VOID(3);

  /** What an offline command must reach to take effect over this state. */
  final int rank;

  State(int rank) {
    this.rank = rank;
  }
}
