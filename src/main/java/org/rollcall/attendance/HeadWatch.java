package org.rollcall.attendance;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what other servers wrote: one thread and one statement for all conferences, however
 * many are loaded, and a word to those desks alone whose head has moved.
 */
final class HeadWatch {
  private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);

  private final AttendanceLog log;
  private final Map<Long, Desk> desks;
  private final DeskLimits limits;
  private final Thread thread;
  private boolean blind;
  private volatile boolean stopped;

  /**
   * Prepares one.
   *
   * @param desks those loaded, by conference; others may come
   */
  HeadWatch(AttendanceLog log, Map<Long, Desk> desks, DeskLimits limits) {
    this.log = log;
    this.desks = desks;
    this.limits = limits;
    this.thread = Thread.ofPlatform().name("head-watch").daemon().unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /** Ends it, without waiting for a database that does not answer. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  private void work() {
    while (!stopped) {
      long begun = System.nanoTime();
      look();
      long rest = limits.followInterval().toNanos() - (System.nanoTime() - begun);
      if (rest > 0 && !stopped) {
        LockSupport.parkNanos(this, rest);
      }
    }
  }

  // nobody else looks for what others write: whatever befalls one look, the next one comes
  @SuppressWarnings("CatchingUnchecked")
  private void look() {
    long begun = System.nanoTime();
    try {
      log.heads(limits.patience())
          .forEach((conference, head) -> {
            Desk desk = desks.get(conference);
            if (desk != null) {
              desk.seenAt(head, begun);
            }
          });
      blind = false;
    } catch (SQLException | RuntimeException | Error e) {
      desks.values().forEach(Desk::doubt);
      // once, and not ten times a second
      if (!blind && !stopped) {
        LOG.warn("what other servers wrote cannot be read: {}", e.getMessage());
      }
      blind = true;
    }
  }
}
