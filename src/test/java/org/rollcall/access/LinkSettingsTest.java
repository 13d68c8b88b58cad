package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkSettingsTest {
  @Test
  void theDefaultsAreTheDocumentedOnes() {
    assertThat(settings(Map.of()))
        .isEqualTo(
            new LinkSettings(
                Duration.ofSeconds(25), Duration.ofSeconds(5), Duration.ofSeconds(20)));
  }

  @Test
  void everyLimitCanBeSet() {
    assertThat(
            settings(
                Map.of(
                    "rollcall.links.online-for", "8s",
                    "rollcall.links.heartbeat", "1s",
                    "rollcall.links.server-silence", "4s")))
        .isEqualTo(
            new LinkSettings(Duration.ofSeconds(8), Duration.ofSeconds(1), Duration.ofSeconds(4)));
  }

  @Test
  void aPassIsLetGoBeforeItIsSilentAndAfterADeviceShouldHaveAnsweredAPing() {
    var settings = settings(Map.of());
    assertThat(settings.heldFor()).isEqualTo(Duration.ofSeconds(21));
    assertThat(
            new LinkSettings(Duration.ofSeconds(8), Duration.ofSeconds(1), Duration.ofSeconds(4))
                .heldFor())
        .isEqualTo(Duration.ofSeconds(6));
  }

  private static LinkSettings settings(Map<String, Object> properties) {
    try (var server = RunningServer.start(properties)) {
      return server.bean(LinkSettings.class);
    }
  }
}
