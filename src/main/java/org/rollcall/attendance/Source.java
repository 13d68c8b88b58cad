package org.rollcall.attendance;

/** How a delegate was found. */
public enum Source {
  SCAN,
  SEARCH,
  BULK,
  PAPER,
  SELF
}
