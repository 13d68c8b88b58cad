package org.rollcall.erasure;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Register;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, now and then, which closed conferences have kept personal data for long enough, and what a
 * server that died left undone. Every server looks; that two find the same does no harm.
 */
@Singleton
final class Retention {
  /** Who it is that erases then, as the log keeps it. */
  static final String BY = "server";

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** So old is an order that nobody is at work on any more. */
  private static final Duration ABANDONED = Duration.ofMinutes(1);

  private final Erasures erasures;
  private final Desks desks;
  private final Clock clock;
  final Semaphore free = new Semaphore(1);
  private volatile boolean started;

  Retention(Erasures erasures, Desks desks, Clock clock) {
    this.erasures = erasures;
    this.desks = desks;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = "${rollcall.erasure.interval:10m}", initialDelay = "5s")
  void look() {
    // the timers' threads are not for waiting on a database
    Thread.startVirtualThread(() -> {
      if (free.tryAcquire()) {
        try {
          lookNow();
        } catch (RuntimeException e) {
          LOG.warn("it could not be looked for what is to be erased: {}", e.toString());
        } finally {
          free.release();
        }
      }
    });
  }

  void lookNow() {
    Instant now = clock.instant();
    List<ErasureOrder> undone = erasures.undone();
    erasures.finishThose(
        started
            ? undone.stream()
                .filter(order -> order.erasedAt().plus(ABANDONED).isBefore(now))
                .toList()
            : undone);
    started = true;
    Instant agreed = erasures.agreedTime();
    for (Desk desk : desks.all()) {
      Register register = desk.register();
      if (isOver(register, agreed)) {
        if (register.isErased()) {
          erasures.emptyAgain(register);
        } else {
          erasures.eraseAll(register.conference().id());
        }
      }
    }
  }

  /**
   * Whether the conference's time is over: it is closed, and the days have passed since then and
   * since it began, for the clock by which it was closed may have been wrong.
   */
  static boolean isOver(Register register, Instant now) {
    Integer days = register.conference().retentionDays();
    Instant closed = register.closedAt();
    if (days == null || closed == null) {
      return false;
    }
    Instant began = register.conference().startsAt();
    Instant from = closed.isAfter(began) ? closed : began;
    return !now.isBefore(from.plus(Duration.ofDays(days)));
  }
}
