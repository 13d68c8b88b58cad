package org.rollcall.access;

import java.time.Instant;

/**
 * Hears when devices of site passes show a sign of life, on any server. Beans of it are called on
 * whatever thread heard it, event loops too, very often: they must be quick and never block.
 */
public interface HeardFollower {
  /**
   * A device with this pass was heard; {@code at} may lie in the past, at the start of the server.
   */
  void heard(long conference, String site, long pass, Instant at);

  /** The pass no longer counts. */
  void gone(long conference, String site, long pass);
}
