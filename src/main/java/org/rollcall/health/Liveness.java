package org.rollcall.health;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;

/** Down only where a restart helps: when a desk ended by a failure. */
@Singleton
@io.micronaut.management.health.indicator.annotation.Liveness
final class Liveness implements HealthIndicator {
  private final Desks desks;

  Liveness(Desks desks) {
    this.desks = desks;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    boolean stopped = desks.loaded().stream().anyMatch(Desk::hasFailed);
    HealthStatus status = stopped ? HealthStatus.DOWN : HealthStatus.UP;
    return Publishers.just(HealthResult.builder("desks", status).build());
  }
}
