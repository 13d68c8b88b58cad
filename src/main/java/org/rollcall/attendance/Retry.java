package org.rollcall.attendance;

/** Whether a refused command may be sent again as it is. */
public enum Retry {
  SAME_ID,
  NEVER
}
