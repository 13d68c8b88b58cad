package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessSettingsTest {
  @Test
  void theDefaultsAreTheDocumentedOnes() {
    assertThat(settings(Map.of())).isEqualTo(TestSettings.access());
  }

  @Test
  void everyLimitCanBeSet() {
    var properties = new HashMap<String, Object>();
    properties.put("rollcall.access.login-lifetime", "1h");
    properties.put("rollcall.access.minimum-password", "12");
    properties.put("rollcall.access.password-checks", "3");
    properties.put("rollcall.access.password-wait", "4s");
    properties.put("rollcall.access.account-failures", "6");
    properties.put("rollcall.access.address-failures", "7");
    properties.put("rollcall.access.slowest", "8s");
    properties.put("rollcall.access.watched-logins", "9");
    properties.put("rollcall.access.known-addresses", "10");
    properties.put("rollcall.access.cached-tokens", "11");
    properties.put("rollcall.access.cache-time", "1s");
    properties.put("rollcall.access.foreign-lookups", "13");
    properties.put("rollcall.access.attempt-queue", "14");
    properties.put("rollcall.access.attempt-days", "15");
    properties.put("rollcall.access.attempt-rows", "16");
    assertThat(settings(properties))
        .hasToString(
            "AccessSettings[loginLifetime=PT1H, minimumPassword=12, passwordChecks=3,"
                + " passwordWait=PT4S, accountFailures=6, addressFailures=7, slowest=PT8S,"
                + " watchedLogins=9, knownAddresses=10, cachedTokens=11, cacheTime=PT1S,"
                + " foreignLookups=13, attemptQueue=14, attemptDays=15, attemptRows=16]");
  }

  private static AccessSettings settings(Map<String, Object> properties) {
    try (var server = RunningServer.start(properties)) {
      return server.bean(AccessSettings.class);
    }
  }
}
