package org.rollcall.access;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Takes away the tokens that ended long ago. */
@Singleton
final class Housekeeping {
  private static final Duration KEPT = Duration.ofDays(1);

  private final LoginTokenRepository tokens;
  private final Clock clock;

  Housekeeping(LoginTokenRepository tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = "1h", initialDelay = "2m", scheduler = DatabaseTasks.NAME)
  void purge() {
    tokens.purge(clock.instant().minus(KEPT));
  }
}
