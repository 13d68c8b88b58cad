package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForeignLookupsTest {
  private final MovableClock clock = new MovableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ForeignLookups lookups = new ForeignLookups(TestSettings.access(), clock, meters);

  @Test
  void aPassMayCauseThirtyInAnyMinute() {
    for (int i = 0; i < 30; i++) {
      assertThat(lookups.allow(1)).isTrue();
      clock.forward(Duration.ofSeconds(1));
    }
    assertThat(lookups.allow(1)).isFalse();
    assertThat(lookups.allow(2)).isTrue();
    assertThat(meters.counter("rollcall.foreign-lookups.refused").count()).isEqualTo(1);
    clock.forward(Duration.ofSeconds(30));
    assertThat(lookups.allow(1)).isTrue();
    assertThat(lookups.allow(1)).isFalse();
    clock.forward(Duration.ofSeconds(1));
    assertThat(lookups.allow(1)).isTrue();
  }

  @Test
  void overHoursTheLimitStaysTheSame() {
    int allowed = 0;
    for (int i = 0; i < 6_000; i++) {
      clock.forward(Duration.ofMillis(100));
      if (lookups.allow(1)) {
        allowed++;
      }
    }
    assertThat(allowed).isEqualTo(10 * 30);
  }

  @Test
  void aPassThatIsQuietIsForgotten() {
    lookups.allow(1);
    lookups.sweep();
    assertThat(lookups.remembered()).isEqualTo(1);
    clock.forward(Duration.ofMinutes(1));
    lookups.sweep();
    assertThat(lookups.remembered()).isZero();
  }
}
