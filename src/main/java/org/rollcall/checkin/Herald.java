package org.rollcall.checkin;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes and sends what desks decided, in their order, on a thread of its own, so that a desk can
 * be at its next transaction. Bounded: a desk that is too far ahead waits.
 */
@Singleton
final class Herald {
  private static final Logger LOG = LoggerFactory.getLogger(Herald.class);

  private final BlockingQueue<Runnable> queue;
  private final Thread thread;
  private volatile boolean stopped;

  Herald(CheckInLimits limits) {
    queue = new ArrayBlockingQueue<>(limits.backlog());
    thread = Thread.ofPlatform().name("herald").daemon().start(this::work);
  }

  /** Has something sent after all that was handed over before. */
  void tell(Runnable telling) {
    boolean interrupted = false;
    while (!stopped) {
      try {
        queue.put(telling);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (!stopped || !queue.isEmpty()) {
      try {
        queue.take().run();
      } catch (InterruptedException e) {
        // stopped: what is left is still told
      } catch (RuntimeException | Error e) {
        // without this thread the desks would wait for ever
        LOG.error("an answer or event was not sent", e);
      }
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
    thread.interrupt();
  }
}
