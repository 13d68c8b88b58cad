package org.rollcall.attendance;

/** DRAFT → OPEN → CLOSED, and back to OPEN by an organizer with a reason. */
public enum ConferenceState {
  DRAFT,
  OPEN,
  CLOSED
}
