package org.rollcall.board;

/** Why the server closes a board socket. */
final class CloseCode {
  /** The server stops. */
  static final int GOING_AWAY = 1001;

  /** The board has grown past what one may show. */
  static final int POLICY_VIOLATION = 1008;

  /** A defect of ours. */
  static final int INTERNAL_ERROR = 1011;

  /** Not read for too long; come back. */
  static final int TRY_AGAIN_LATER = 1013;

  /**
   * Token expired or revoked, user disabled, password changed, site deleted, or moved out of the
   * caller's sight.
   */
  static final int REVOKED = 4401;

  private CloseCode() {}
}
