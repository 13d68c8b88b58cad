package org.rollcall.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogInstantsTest {
  @Test
  void anInstantIsWrittenAsMicrosecondsOfUtc() {
    assertThat(EventRow.text(Instant.parse("2020-05-11T07:04:03.000120Z")))
        .isEqualTo("2020-05-11 07:04:03.000120");
    assertThat(EventRow.text(Instant.parse("2026-12-31T23:59:59.999999Z")))
        .isEqualTo("2026-12-31 23:59:59.999999");
    assertThat(EventRow.text(Instant.parse("1970-01-01T00:00:00Z")))
        .isEqualTo("1970-01-01 00:00:00.000000");
  }

  @Test
  void whatTheLogCannotHoldIsCutOffAndNotRounded() {
    assertThat(EventRow.text(Instant.parse("2020-05-11T07:04:03.999999999Z")))
        .isEqualTo("2020-05-11 07:04:03.999999");
  }
}
