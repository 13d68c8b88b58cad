package org.rollcall.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps a pass from reading the roster of other sites name by name: so many questions and refusals
 * about other sites' delegates in any 60 seconds, and no more. Counted by {@code
 * rollcall.foreign-lookups.refused}. Safe for use from any thread.
 */
@Singleton
public final class ForeignLookups {
  private static final long MINUTE_MILLIS = 60_000;

  private final Clock clock;
  private final Counter refused;
  private final int limit;
  private final ConcurrentMap<Long, Lookups> byPass = new ConcurrentHashMap<>();

  ForeignLookups(AccessSettings settings, Clock clock, MeterRegistry meters) {
    this.clock = clock;
    this.limit = settings.foreignLookups();
    this.refused = meters.counter("rollcall.foreign-lookups.refused");
  }

  /** Counts one, and tells whether it may be answered; if not, the answer is {@code TRY_LATER}. */
  public boolean allow(long pass) {
    long now = clock.millis();
    var allowed = new boolean[1];
    // within compute, so that the sweep never takes away what is being counted in
    byPass.compute(
        pass,
        (id, present) -> {
          var lookups = present == null ? new Lookups(limit) : present;
          allowed[0] = lookups.add(now);
          return lookups;
        });
    if (!allowed[0]) {
      refused.increment();
    }
    return allowed[0];
  }

  @Scheduled(fixedDelay = "1m", initialDelay = "1m")
  void sweep() {
    long now = clock.millis();
    byPass.keySet().forEach(id -> byPass.computeIfPresent(id, (k, v) -> v.idle(now) ? null : v));
  }

  int remembered() {
    return byPass.size();
  }

  /** The times of the latest ones, as a ring. */
  private static final class Lookups {
    private final long[] times;
    private int count;

    Lookups(int limit) {
      this.times = new long[limit];
    }

    boolean add(long now) {
      if (times.length == 0
          || count >= times.length && now - times[count % times.length] < MINUTE_MILLIS) {
        return false;
      }
      times[count % times.length] = now;
      count = count + 1 < 2 * times.length ? count + 1 : times.length;
      return true;
    }

    boolean idle(long now) {
      return count == 0 || now - times[(count - 1) % times.length] >= MINUTE_MILLIS;
    }
  }
}
