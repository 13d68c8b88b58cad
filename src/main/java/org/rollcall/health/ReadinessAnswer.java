package org.rollcall.health;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.management.health.indicator.HealthResult;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says in the answer of {@code /health/readiness} what stands in the way, by its name alone: the
 * details of the framework, which tell addresses and versions, stay hidden.
 */
@ServerFilter("/health/readiness")
final class ReadinessAnswer implements Ordered {
  private final Readiness readiness;

  ReadinessAnswer(Readiness readiness) {
    this.readiness = readiness;
  }

  /** Outermost: the status code is set, from the framework's result, before this replaces it. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @ResponseFilter
  void tell(MutableHttpResponse<?> response) {
    Hindrance hindrance = readiness.now();
    if (response.body() instanceof HealthResult result) {
      Map<String, String> answer = new LinkedHashMap<>();
      answer.put("status", result.getStatus().getName());
      if (hindrance != null) {
        answer.put("reason", hindrance.name());
      }
      response.body(answer);
    }
  }
}
