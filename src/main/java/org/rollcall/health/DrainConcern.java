package org.rollcall.health;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Draining;

/** Whether the server is leaving. */
@Singleton
final class DrainConcern implements Concern {
  private final Draining draining;

  DrainConcern(Draining draining) {
    this.draining = draining;
  }

  @Override
  public @Nullable Hindrance now() {
    return draining.isGoing() ? Hindrance.DRAINING : null;
  }
}
