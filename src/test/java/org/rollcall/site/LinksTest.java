package org.rollcall.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final Instant AT = Instant.parse("2020-05-11T00:30:00Z");

  private final Links links = new Links(new SimpleMeterRegistry());

  @Test
  void aSiteIsOnlineWhileOneOfItsDevicesIsHeard() {
    assertThat(links.of(1, "CL-07")).isEqualTo(Link.NEVER);
    links.heard(1, "CL-07", 12, AT);
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.ONLINE, AT, 1));
    links.heard(1, "CL-07", 13, AT.plusSeconds(20));
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.ONLINE, AT, 2));
    links.silent(1, "CL-07", 12, AT.plusSeconds(30));
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.ONLINE, AT, 1));
    links.silent(1, "CL-07", 13, AT.plusSeconds(25));
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.OFFLINE, AT.plusSeconds(30), 0));
    links.heard(1, "CL-07", 12, AT.plusSeconds(60));
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.ONLINE, AT.plusSeconds(60), 1));
    assertThat(links.of(2, "CL-07")).isEqualTo(Link.NEVER);
  }

  @Test
  void aSiteThatWasHeardBeforeARestartIsOfflineSinceThen() {
    var yesterday = AT.minus(Duration.ofDays(1));
    links.silent(1, "CL-07", 12, yesterday);
    links.silent(1, "CL-07", 13, yesterday.minusSeconds(9));
    assertThat(links.of(1, "CL-07")).isEqualTo(new Link(Link.State.OFFLINE, yesterday, 0));
  }

  @Test
  void onlyChangesAreCounted() {
    long before = links.version(1);
    links.heard(1, "CL-07", 12, AT);
    links.heard(1, "CL-07", 12, AT.plusSeconds(1));
    assertThat(links.version(1)).isEqualTo(before + 1);
    assertThat(links.changedSince(1, before)).containsExactly("CL-07");
    assertThat(links.changedSince(1, links.version(1))).isEmpty();
  }

  @Test
  void aSiteThatChangedTwiceIsAmongTheLatestChangesOnce() {
    assertThat(links.changedSince(1, 0)).isEmpty();
    links.heard(1, "CL-07", 12, AT);
    links.heard(1, "CL-08", 13, AT);
    long before = links.version(1);
    links.silent(1, "CL-07", 12, AT);
    assertThat(links.changedSince(1, before)).containsExactly("CL-07");
    assertThat(links.changedSince(1, 0)).containsExactlyInAnyOrder("CL-07", "CL-08");
  }
}
