package org.rollcall.conference;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrationLimitsTest {
  @Test
  void theLimitsHaveTheirDocumentedDefaults() {
    assertThat(limits(Map.of()))
        .isEqualTo(
            new RegistrationLimits(
                Duration.ofSeconds(30), 5, 1000, Duration.ofHours(24), 100, 100));
  }

  @Test
  void everyLimitCanBeSet() {
    assertThat(
            limits(
                Map.of(
                    "rollcall.registration.patience", "3s",
                    "rollcall.registration.attempts", "2",
                    "rollcall.registration.staging-batch", "10",
                    "rollcall.registration.staging-kept", "2h",
                    "rollcall.registration.listed-errors", "7",
                    "rollcall.registration.roll-calls", "4")))
        .isEqualTo(new RegistrationLimits(Duration.ofSeconds(3), 2, 10, Duration.ofHours(2), 7, 4));
  }

  private static RegistrationLimits limits(Map<String, Object> properties) {
    try (var context =
        ApplicationContext.builder()
            .properties(properties)
            .deduceEnvironment(false)
            .environments("test")
            .eagerInitSingletons(false)
            .start()) {
      return context.getBean(RegistrationLimits.class);
    }
  }
}
