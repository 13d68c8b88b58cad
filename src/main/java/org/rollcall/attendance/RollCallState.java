package org.rollcall.attendance;

/** PLANNED → OPEN → CLOSED; the last closed one may be reopened. At most one is open. */
public enum RollCallState {
  PLANNED,
  OPEN,
  CLOSED
}
