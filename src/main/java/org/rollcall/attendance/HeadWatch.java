package org.rollcall.attendance;

import java.sql.SQLException;
import java.time.Duration;
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
  private final long interval;
  private final Thread thread;
  private boolean blind;
  private volatile boolean stopped;

  /**
   * Prepares one.
   *
   * @param desks those loaded, by conference; others may come
   */
  HeadWatch(AttendanceLog log, Map<Long, Desk> desks, Duration interval) {
    this.log = log;
    this.desks = desks;
    this.interval = interval.toNanos();
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
      long rest = interval - (System.nanoTime() - begun);
      if (rest > 0 && !stopped) {
        LockSupport.parkNanos(this, rest);
      }
    }
  }

  private void look() {
    try {
      log.heads()
          .forEach((conference, head) -> {
            Desk desk = desks.get(conference);
            if (desk != null) {
              desk.seenAt(head);
            }
          });
      blind = false;
    } catch (SQLException | RuntimeException e) {
      desks.values().forEach(Desk::doubt);
      // once, and not ten times a second
      if (!blind && !stopped) {
        LOG.warn("what other servers wrote cannot be read: {}", e.getMessage());
      }
      blind = true;
    }
  }
}
