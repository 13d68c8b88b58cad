package org.rollcall.health;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.DeskMeters;
import org.rollcall.attendance.Desks;

/** What the desks themselves meet when they write. */
@Singleton
final class DeskConcern implements Concern {
  private final Desks desks;
  private final DeskMeters meters;
  private final ReadinessLimits limits;

  DeskConcern(Desks desks, DeskMeters meters, ReadinessLimits limits) {
    this.desks = desks;
    this.meters = meters;
    this.limits = limits;
  }

  @Override
  public @Nullable Hindrance now() {
    if (desks.loaded().stream().anyMatch(Desk::hasFailed)) {
      return Hindrance.DESK_STOPPED;
    }
    if (desks.loaded().stream().anyMatch(Desk::isBehind)) {
      return Hindrance.DATABASE_BEHIND;
    }
    if (meters.isRefusedWithin(limits.remembered())) {
      return Hindrance.DATABASE_REFUSES;
    }
    return meters.isSlowWithin(limits.remembered(), limits.slow()) ? Hindrance.DATABASE_SLOW : null;
  }
}
