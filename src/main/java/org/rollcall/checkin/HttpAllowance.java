package org.rollcall.checkin;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What each caller may send over HTTP, in all his calls together: no more commands without an
 * answer, and no more a second for long, than over one socket. So that no pass takes all places at
 * the desk for itself. Safe for use from any thread.
 */
@Singleton
final class HttpAllowance {
  /** The rate of one second does not outlive the next. */
  private static final long IDLE_NANOS = 2_000_000_000;

  private final CheckInLimits limits;
  private final ConcurrentMap<String, Share> shares = new ConcurrentHashMap<>();

  HttpAllowance(CheckInLimits limits) {
    this.limits = limits;
  }

  /**
   * Counts the elements of a call in.
   *
   * @param by the caller, as the log keeps him
   * @param elements commands, and what is none
   * @param nanos the time, as of {@link System#nanoTime}
   * @return how many of the commands, the first ones, may go to the desk; each is to be given back
   *     by {@link #answered}
   */
  int take(String by, int elements, int commands, long nanos) {
    int[] taken = new int[1];
    // within compute, so that the sweep never takes away what is being counted in
    shares.compute(
        by,
        (key, present) -> {
          Share share = present == null ? new Share(limits) : present;
          taken[0] = share.take(elements, commands, nanos);
          return share;
        });
    return taken[0];
  }

  /** One that was taken is answered. */
  void answered(String by) {
    shares.computeIfPresent(
        by,
        (key, share) -> {
          share.inFlight--;
          return share;
        });
  }

  @Scheduled(fixedDelay = "10s", initialDelay = "10s")
  void sweep() {
    sweep(System.nanoTime());
  }

  void sweep(long nanos) {
    shares
        .keySet()
        .forEach(
            by -> shares.computeIfPresent(by, (key, share) -> share.isIdle(nanos) ? null : share));
  }

  int remembered() {
    return shares.size();
  }

  private static final class Share {
    private final CommandRate rate;
    private final int most;
    private int inFlight;
    private long usedAt;

    Share(CheckInLimits limits) {
      this.rate = new CommandRate(limits);
      this.most = limits.inFlight();
    }

    int take(int elements, int commands, long nanos) {
      usedAt = nanos;
      if (rate.isTooFast(elements, nanos)) {
        return 0;
      }
      int taken = Math.min(commands, most - inFlight);
      inFlight += taken;
      return taken;
    }

    boolean isIdle(long nanos) {
      return inFlight == 0 && nanos - usedAt > IDLE_NANOS;
    }
  }
}
