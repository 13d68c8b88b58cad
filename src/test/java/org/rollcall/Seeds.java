package org.rollcall;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random cases that can be run again: a failure names its seed, {@code -Dseed=} takes it. */
public final class Seeds {
  private Seeds() {}

  /** One random case. */
  @FunctionalInterface
  public interface Case {
    void holds(RandomGenerator random) throws Exception;
  }

  /** Runs the case so many times with fresh seeds, or once with the seed asked for. */
  public static void check(int times, Case property) {
    Long asked = Long.getLong("seed");
    for (int i = 0; i < (asked == null ? times : 1); i++) {
      long seed = asked == null ? ThreadLocalRandom.current().nextLong() : asked;
      try {
        property.holds(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
      } catch (Throwable e) {
        throw new AssertionError("case " + i + " failed; run it again with -Dseed=" + seed, e);
      }
    }
  }
}
