package org.rollcall.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rollcall.attendance.Desk;

/**
 * How far this server is behind what others wrote. The heads of the logs are looked at from time to
 * time; how long it takes until the register is there is the lag.
 */
@Singleton
final class FollowerLag {
  /** A revision that was in the log at some time, by {@link System#nanoTime()}. */
  private record Seen(Desk desk, long revision, long nanos) {
    long revisions() {
      return Math.max(0, revision - desk.register().revision());
    }
  }

  private final Map<Long, Seen> seen = new ConcurrentHashMap<>();

  FollowerLag(MeterRegistry meters) {
    Gauge.builder("rollcall.follower.lag", this, lag -> (double) lag.lag().toNanos() / 1e9)
        .baseUnit("seconds")
        .description("How long the conference furthest behind the log has been so")
        .register(meters);
    Gauge.builder("rollcall.follower.behind", this, FollowerLag::revisions)
        .baseUnit("revisions")
        .description("How many revisions the conference furthest behind the log has yet to read")
        .register(meters);
  }

  /** These are the heads of the logs now. */
  void look(Collection<Desk> desks, Map<Long, Long> heads) {
    long now = System.nanoTime();
    for (Desk desk : desks) {
      long id = desk.register().conference().id();
      Long head = heads.get(id);
      // what it has not reached yet it is still awaited at; the time counts from then
      if (head != null) {
        seen.compute(
            id,
            (key, last) ->
                last != null && last.desk() == desk && last.revisions() > 0
                    ? new Seen(desk, last.revision(), last.nanos())
                    : new Seen(desk, head, now));
      }
    }
  }

  /** How long what was seen in the log has not been applied here. */
  Duration lag() {
    long now = System.nanoTime();
    return Duration.ofNanos(
        seen.values().stream()
            .filter(at -> at.revisions() > 0)
            .mapToLong(at -> now - at.nanos())
            .max()
            .orElse(0));
  }

  private double revisions() {
    return seen.values().stream().mapToLong(Seen::revisions).max().orElse(0);
  }
}
