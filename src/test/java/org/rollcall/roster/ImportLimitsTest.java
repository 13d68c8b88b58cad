package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportLimitsTest {
  @Test
  void theLimitsHaveTheirDocumentedDefaults() {
    assertThat(limits(Map.of()))
        .isEqualTo(
            new ImportLimits(
                64L << 20,
                5L << 20,
                null,
                2_000_000,
                1L << 30,
                1000,
                2,
                Duration.ofMillis(500),
                Duration.ofSeconds(60),
                Duration.ofHours(24)));
  }

  @Test
  void everyLimitCanBeSet() {
    assertThat(
            limits(
                Map.of(
                    "rollcall.import.bytes", "2000",
                    "rollcall.import.sync-bytes", "500",
                    "rollcall.import.spool", "/var/spool/rollcall",
                    "rollcall.import.rows", "10",
                    "rollcall.import.unzipped-bytes", "1000",
                    "rollcall.import.listed-changes", "5",
                    "rollcall.import.jobs", "1",
                    "rollcall.import.job-progress", "1s",
                    "rollcall.import.job-silence", "5s",
                    "rollcall.import.job-kept", "2h")))
        .isEqualTo(
            new ImportLimits(
                2000,
                500,
                "/var/spool/rollcall",
                10,
                1000,
                5,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofHours(2)));
  }

  private static ImportLimits limits(Map<String, Object> properties) {
    try (var context =
        ApplicationContext.builder()
            .properties(properties)
            .deduceEnvironment(false)
            .environments("test")
            .eagerInitSingletons(false)
            .start()) {
      return context.getBean(ImportLimits.class);
    }
  }
}
