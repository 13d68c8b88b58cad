package org.rollcall.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.access.MovableClock;

class LinksTest {
  private final MovableClock clock = new MovableClock();
  private final Links links =
      new Links(clock, new LinkSettings(Duration.ofSeconds(25)), new SimpleMeterRegistry());

  @Test
  void aSiteIsOnlineWhileOneOfItsDevicesWasHeardInTheLast25Seconds() {
    assertThat(links.of(1, "CL-07")).isEqualTo(Link.NEVER);
    var first = clock.instant();
    hear(12);
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.ONLINE, first, 1));
    clock.forward(Duration.ofSeconds(20));
    hear(13);
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.ONLINE, first, 2));
    clock.forward(Duration.ofSeconds(5));
    links.silence();
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.ONLINE, first, 1));
    var last = clock.instant().minusSeconds(5);
    clock.forward(Duration.ofSeconds(20));
    links.silence();
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.OFFLINE, last, 0));
    hear(12);
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.ONLINE, clock.instant(), 1));
    assertThat(links.of(2, "CL-07")).isEqualTo(Link.NEVER);
  }

  @Test
  void aSiteThatWasHeardBeforeARestartIsOfflineSinceThen() {
    var yesterday = clock.instant().minus(Duration.ofDays(1));
    links.heard(1, "CL-07", 12, yesterday);
    links.heard(1, "CL-07", 13, yesterday.minusSeconds(9));
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.OFFLINE, yesterday, 0));
  }

  @Test
  void aRevokedDeviceCountsNoMore() {
    hear(12);
    hear(13);
    links.gone(1, "CL-07", 12);
    assertThat(links.of(1, "CL-07").devices()).isEqualTo(1);
    links.gone(1, "CL-07", 13);
    assertThat(links.of(1, "CL-07").state()).isEqualTo(Link.State.OFFLINE);
  }

  @Test
  void onlyChangesAreToldAndCounted() {
    List<String> told = new ArrayList<>();
    try (var subscription = links.onChange(1, told::add)) {
      long before = links.version(1);
      hear(12);
      hear(12);
      hear(12);
      links.silence();
      assertThat(told).containsExactly("CL-07");
      assertThat(links.version(1)).isEqualTo(before + 1);
      assertThat(links.changedSince(1, before)).containsExactly("CL-07");
      assertThat(links.changedSince(1, links.version(1))).isEmpty();
      clock.forward(Duration.ofSeconds(25));
      links.silence();
      assertThat(told).containsExactly("CL-07", "CL-07");
    }
    hear(12);
    assertThat(told).hasSize(2);
  }

  private void hear(long pass) {
    links.heard(1, "CL-07", pass, clock.instant());
  }
}
