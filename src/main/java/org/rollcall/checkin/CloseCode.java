package org.rollcall.checkin;

/** Why the server closes a socket. */
final class CloseCode {
  /** The server ends the connection: it is stopping, or heard nothing for too long. */
  static final int GOING_AWAY = 1001;

  /** Too fast. */
  static final int POLICY_VIOLATION = 1008;

  /** The server cannot serve this socket now; come back. */
  static final int TRY_AGAIN_LATER = 1013;

  /** Token expired or revoked, user disabled, password changed, site deleted. */
  static final int REVOKED = 4401;

  private CloseCode() {}
}
