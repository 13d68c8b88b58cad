package org.rollcall.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins all concerns: is this server ready, and what stands in the way? A line is logged whenever
 * that changes.
 */
@Singleton
public final class Readiness implements HealthIndicator {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  private final List<Concern> concerns;
  private @Nullable Hindrance told;

  Readiness(List<Concern> concerns, MeterRegistry meters) {
    this.concerns = concerns;
    Gauge.builder("rollcall.ready", this, readiness -> isReady(readiness.now()) ? 1 : 0)
        .description("1 while this server is ready")
        .register(meters);
    for (Hindrance hindrance : Hindrance.values()) {
      Gauge.builder("rollcall.hindrance", this, readiness -> readiness.now() == hindrance ? 1 : 0)
          .description("1 for what stands in the way of serving now, 0 for all else")
          .tag("reason", hindrance.name())
          .register(meters);
    }
  }

  /** The gravest of what stands in the way now; null if nothing does. Never waits. */
  public @Nullable Hindrance now() {
    Hindrance gravest = null;
    for (Concern concern : concerns) {
      Hindrance one = concern.now();
      if (one != null && (gravest == null || one.compareTo(gravest) < 0)) {
        gravest = one;
      }
    }
    return gravest;
  }

  private static boolean isReady(@Nullable Hindrance hindrance) {
    return hindrance == null || hindrance.isServing();
  }

  @Override
  public Publisher<HealthResult> getResult() {
    HealthStatus status = isReady(now()) ? HealthStatus.UP : HealthStatus.DOWN;
    return Publishers.just(HealthResult.builder("rollcall", status).build());
  }

  @Scheduled(fixedDelay = "250ms", initialDelay = "250ms")
  synchronized void tell() {
    Hindrance now = now();
    if (now == told) {
      return;
    }
    told = now;
    if (now == null) {
      LOG.info("ready: nothing stands in the way any more");
    } else {
      LOG.atWarn()
          .addKeyValue("reason", now.name())
          .log(now.isServing() ? "ready, but something is wrong: {}" : "not ready: {}", now);
    }
  }
}
