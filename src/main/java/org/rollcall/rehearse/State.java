package org.rollcall.rehearse;

/** Where a delegate can be left by what a rehearsal does. */
enum State {
  AWAITED,
  PRESENT,
  LEFT,
  EXCUSED
}
