package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  @Test
  void aRefusalIsWrittenAsideWithItsCodes() {
    try (var server = RunningServer.start(Map.of())) {
      server
          .bean(Attempts.class)
          .record(1, "CL-07", "pass:12", "check-in", "ALREADY_ELSEWHERE", "ĐB-0147");
      var rows = server.bean(AttemptRepository.class);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !rows.findByConferenceIdOrderById(1).isEmpty());
      var row = rows.findByConferenceIdOrderById(1).getFirst();
      assertThat(row.delegate()).isEqualTo("ĐB-0147");
      assertThat(row.sentBy()).isEqualTo("pass:12");
      assertThat(row.reason()).isEqualTo("ALREADY_ELSEWHERE");
    }
  }

  @Test
  void whatIsOldAndWhatIsTooManyIsPurged() {
    try (var server = RunningServer.start(Map.of("rollcall.access.attempt-rows", "10"))) {
      var rows = server.bean(AttemptRepository.class);
      var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
      rows.saveAll(List.of(row(now.minus(Duration.ofDays(31))), row(now)));
      server.bean(Attempts.class).purge();
      assertThat(rows.count()).isEqualTo(1);
      rows.saveAll(IntStream.range(0, 20).mapToObj(i -> row(now)).toList());
      server.bean(Attempts.class).purge();
      assertThat(rows.count()).isEqualTo(10);
    }
  }

  @Test
  void whoRecordsNeverWaitsAndWhatDoesNotFitIsCounted() {
    try (var server = RunningServer.start(Map.of("rollcall.access.attempt-queue", "5"))) {
      var attempts = server.bean(Attempts.class);
      for (int i = 0; i < 100_000; i++) {
        attempts.record(1, "CL-07", "pass:12", "check-in", "ALREADY_HERE", "DB-1");
      }
      assertThat(server.bean(MeterRegistry.class).counter("rollcall.attempts.dropped").count())
          .isPositive();
    }
  }

  private static AttemptRow row(Instant at) {
    return new AttemptRow(null, 1, "CL-07", "pass:12", "check-in", "ALREADY_HERE", "DB-1", at);
  }
}
