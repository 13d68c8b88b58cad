package org.rollcall.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was refused or asked back, for some days and up to some number. Written aside: who
 * records never waits, and when the database is slow what does not fit is dropped and counted
 * ({@code rollcall.attempts.dropped}).
 */
@Singleton
public final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final int BATCH = 500;

  private final AttemptRepository rows;
  private final Clock clock;
  private final BlockingQueue<AttemptRow> queue;
  private final Counter dropped;
  private final int days;
  private final int kept;

  Attempts(AttemptRepository rows, Clock clock, MeterRegistry meters, AccessSettings settings) {
    this.rows = rows;
    this.clock = clock;
    this.queue = new ArrayBlockingQueue<>(settings.attemptQueue());
    this.dropped = meters.counter("rollcall.attempts.dropped");
    this.days = settings.attemptDays();
    this.kept = settings.attemptRows();
  }

  /**
   * Records one. Never waits; safe for use from any thread.
   *
   * @param by {@link Caller#by()}
   * @param type of the command, as in its frame
   * @param reason as in its result
   * @param delegate the code, if the command named one
   */
  public void record(
      long conference,
      @Nullable String site,
      String by,
      String type,
      String reason,
      @Nullable String delegate) {
    var row =
        new AttemptRow(
            null,
            conference,
            site,
            by,
            type,
            reason,
            delegate,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    if (!queue.offer(row)) {
      dropped.increment();
    }
  }

  @Scheduled(fixedDelay = "1s", initialDelay = "1s", scheduler = DatabaseTasks.NAME)
  void write() {
    List<AttemptRow> batch = new ArrayList<>(BATCH);
    while (queue.drainTo(batch, BATCH) > 0) {
      try {
        rows.saveAll(batch);
      } catch (RuntimeException e) {
        dropped.increment(batch.size());
        LOG.warn("{} refusals could not be written: {}", batch.size(), e.toString());
        return;
      } finally {
        batch.clear();
      }
    }
  }

  @Scheduled(fixedDelay = "1h", initialDelay = "1m", scheduler = DatabaseTasks.NAME)
  void purge() {
    var before = clock.instant().minus(Duration.ofDays(days));
    while (rows.purgeBefore(before) > 0) {
      // in steps, so that no transaction is long
    }
    rows.firstBeyond(kept).ifPresent(this::purgeUpTo);
  }

  @PreDestroy
  void writeTheLast() {
    write();
  }

  private void purgeUpTo(long id) {
    while (rows.purgeUpTo(id) > 0) {
      // in steps, so that no transaction is long
    }
  }
}
