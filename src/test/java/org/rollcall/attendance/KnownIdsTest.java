package org.rollcall.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rollcall.Seeds;

class KnownIdsTest {
  @Test
  void itHoldsWhatAMapHolds() {
    Seeds.check(3, KnownIdsTest::holds);
  }

  private static void holds(RandomGenerator random) {
    Map<UUID, Long> expected = new HashMap<>();
    KnownIds known = new KnownIds();
    for (long revision = 1; revision <= 20_000; revision++) {
      // few bits differ, as in what one device makes within a minute
      UUID id = new UUID(0x0197_0000_0000_7000L + random.nextInt(300), random.nextInt(300));
      expected.put(id, revision);
      known.put(id, revision);
    }

    expected.forEach((id, revision) -> assertThat(known.revisionOf(id)).isEqualTo(revision));
    assertThat(known.revisionOf(new UUID(0, 0))).isNull();
    assertThat(known.revisionOf(new UUID(0x0197_0000_0000_7000L, 1_000))).isNull();
  }

  /** Ids that a plain mixture of their halves puts into one place took minutes. */
  @Test
  @Timeout(60)
  void idsThatWereChosenToCollideAreTakenAsFastAsOthers() {
    KnownIds known = new KnownIds();
    for (long low = 1; low <= 1_000_000; low++) {
      known.put(new UUID(Long.rotateLeft(low, 32) ^ 0x0197_0000_0000_7000L, low), low);
    }

    assertThat(known.revisionOf(new UUID(Long.rotateLeft(7, 32) ^ 0x0197_0000_0000_7000L, 7)))
        .isEqualTo(7);
  }
}
