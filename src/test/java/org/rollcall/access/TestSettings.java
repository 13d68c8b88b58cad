package org.rollcall.access;

import java.time.Duration;

/** The settings as they are by default, for what is tested without a server. */
final class TestSettings {
  private TestSettings() {}

  static AccessSettings access() {
    return new AccessSettings(
        Duration.ofHours(12),
        8,
        2,
        Duration.ofSeconds(5),
        5,
        20,
        Duration.ofMinutes(5),
        10_000,
        20,
        50_000,
        Duration.ofSeconds(2),
        30,
        10_000,
        30,
        1_000_000);
  }
}
