package org.rollcall.health;

import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.AttendanceLog;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.DeskMeters;
import org.rollcall.attendance.Desks;

/**
 * Asks the database every second whether it answers, how fast, and whether it takes a write. On a
 * thread of its own: one that does not answer holds nobody up, and shows by that.
 */
@Context
final class DatabaseConcern implements Concern {
  private final AttendanceLog log;
  private final Desks desks;
  private final FollowerLag lag;
  private final ReadinessLimits limits;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile long begun = System.nanoTime();
  private volatile boolean asking;
  private volatile @Nullable Hindrance last;

  DatabaseConcern(AttendanceLog log, Desks desks, FollowerLag lag, ReadinessLimits limits) {
    this.log = log;
    this.desks = desks;
    this.lag = lag;
    this.limits = limits;
    this.thread = Thread.ofPlatform().daemon().name("database-watch").unstarted(this::work);
  }

  @PostConstruct
  void start() {
    thread.start();
  }

  @PreDestroy
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  private void work() {
    while (!stopped) {
      begun = System.nanoTime();
      asking = true;
      last = ask();
      asking = false;
      LockSupport.parkNanos(this, limits.interval().toNanos());
    }
  }

  private @Nullable Hindrance ask() {
    Collection<Desk> loaded = desks.loaded();
    try {
      Map<Long, Long> heads = log.probe(limits.patience());
      lag.look(loaded, heads);
    } catch (SQLException e) {
      if (!DeskMeters.isReadOnly(e)) {
        return Hindrance.DATABASE_UNREACHABLE;
      }
      log.renewConnections();
      return Hindrance.DATABASE_READ_ONLY;
    } catch (RuntimeException e) {
      return Hindrance.DATABASE_UNREACHABLE;
    }
    if (System.nanoTime() - begun > limits.slow().toNanos()) {
      return Hindrance.DATABASE_SLOW;
    }
    return null;
  }

  @Override
  public @Nullable Hindrance now() {
    Hindrance answered = last;
    if (asking) {
      long waited = System.nanoTime() - begun;
      if (waited > limits.patience().toNanos()) {
        return Hindrance.DATABASE_UNREACHABLE;
      }
      if (answered == null && waited > limits.slow().toNanos()) {
        return Hindrance.DATABASE_SLOW;
      }
    }
    if (answered == null && lag.lag().compareTo(limits.lag()) > 0) {
      return Hindrance.SERVER_BEHIND;
    }
    return answered;
  }
}
