package org.rollcall.web;

/** Why the server closes a socket. */
public final class CloseCode {
  /** The server ends the connection: it is stopping, or heard nothing for too long. */
  public static final int GOING_AWAY = 1001;

  /** The client is too fast, or its board has grown past what one may show. */
  public static final int POLICY_VIOLATION = 1008;

  /** A defect of ours. */
  public static final int INTERNAL_ERROR = 1011;

  /** The server cannot serve this socket now, or it was not read for too long; come back. */
  public static final int TRY_AGAIN_LATER = 1013;

  /**
   * Token expired or revoked, user disabled, password changed, site deleted, or moved out of the
   * caller's sight.
   */
  public static final int REVOKED = 4401;

  private CloseCode() {}
}
