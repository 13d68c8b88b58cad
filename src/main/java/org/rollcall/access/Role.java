package org.rollcall.access;

/** What a user is. */
public enum Role {
  ORGANIZER,
  VIEWER
}
