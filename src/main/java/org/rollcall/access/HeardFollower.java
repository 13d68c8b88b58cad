package org.rollcall.access;

import java.time.Instant;

/**
 * Hears when devices of site passes begin and cease to be heard, on any server. For one pass the
 * calls come one after the other. Beans of it are called on whatever thread noticed it, event loops
 * too: they must be quick and never block.
 */
public interface HeardFollower {
  /** Devices with this pass are heard, since {@code at}. */
  void heard(long conference, String site, long pass, Instant at);

  /**
   * None is heard any more: silent for too long, lost with its server, or revoked. Also told at the
   * start of the server of each that was heard before.
   *
   * @param at when one was last heard
   */
  void silent(long conference, String site, long pass, Instant at);
}
