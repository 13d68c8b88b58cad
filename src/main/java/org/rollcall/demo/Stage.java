package org.rollcall.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time of the play, and which of its steps are over. Safe for use from any thread. */
final class Stage {
  private static final Duration LONGEST_CUE = Duration.ofMinutes(2);

  private final Instant start;
  private final Duration duration;
  private final Map<Integer, CountDownLatch> over = new ConcurrentHashMap<>();

  Stage(Instant start, Duration duration) {
    this.start = start;
    this.duration = duration;
  }

  Instant start() {
    return start;
  }

  /** Waits until it is time for a step, and the one that it follows is over. */
  void awaitCue(Step step) throws IOException, InterruptedException {
    Instant at = start.plusMillis(Math.round(step.at() * duration.toMillis()));
    Duration left = Duration.between(Instant.now(), at);
    if (left.isPositive()) {
      Thread.sleep(left);
    }
    if (step.after() >= 0
        && !latch(step.after()).await(LONGEST_CUE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("step " + step.after() + " did not end");
    }
  }

  void over(Step step) {
    latch(step.number()).countDown();
  }

  private CountDownLatch latch(int step) {
    return over.computeIfAbsent(step, number -> new CountDownLatch(1));
  }
}
