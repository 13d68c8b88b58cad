package org.rollcall.attendance;

/** Why a command was refused or what it asks. Closed: a client may rely on these words. */
public enum Reason {
  ALREADY_HERE,
  ALREADY_ELSEWHERE,
  WRONG_SITE,
  SAME_NAME,
  NOT_HERE,
  HAS_LEFT,
  SUBSTITUTED,
  STALE,
  NOT_ON_ROSTER,
  NOT_FOUND,
  NOT_OPEN,
  ID_REUSED,
  INVALID,
  FORBIDDEN,
  TRY_LATER
}
