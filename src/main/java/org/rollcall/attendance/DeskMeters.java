package org.rollcall.attendance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of the desks from outside: how commands were answered, how long commits take,
 * and whether the database refused one lately. Every meter of the hot path is found by an index and
 * not by its name. Safe for any thread.
 */
@Singleton
public final class DeskMeters {
  /** How an append ended. */
  enum Commit {
    /** It is in the log. */
    DONE,
    /** Another server was faster; nothing was written, and all is decided again. */
    OVERTAKEN,
    /** The database did not take it, or did not say. */
    FAILED
  }

  private static final Duration[] COMMIT_BUCKETS = {
    Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
    Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5)
  };
  private static final double[] BATCH_BUCKETS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  /**
   * read_only or super_read_only, a transaction for reading, the same of InnoDB, the server and the
   * group; the last is H2's.
   */
  private static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836, 1874, 3100, 90097);

  private static final String NONE = "NONE";
  private static final String UNKNOWN = "unknown";
  private static final String STATE_CONNECTION = "08";
  private static final EventType[] TYPES = EventType.values();
  private static final Reason[] REASONS = Reason.values();
  // applied and replayed; a question and a refusal for each reason
  private static final int ANSWERS = 2 + 2 * REASONS.length;

  private final MeterRegistry meters;
  private final @Nullable Tracer tracer;
  private final AtomicReferenceArray<@Nullable Counter> answers =
      new AtomicReferenceArray<>(TYPES.length * ANSWERS);
  private final Counter malformed;
  private final DistributionSummary batch;
  private final Timer[] commits;
  private volatile long lastAppend;
  private volatile long lastAppendAt = System.nanoTime();
  private volatile long refusedAt;
  private volatile boolean refused;

  /** The meters; with a tracer, each commit is a span too. */
  DeskMeters(MeterRegistry meters, @Nullable Tracer tracer) {
    this.meters = meters;
    this.tracer = tracer;
    this.malformed = counter(UNKNOWN, "REFUSED", Reason.INVALID.name());
    this.batch =
        DistributionSummary.builder("rollcall.desk.batch")
            .description("Events written in one transaction")
            .baseUnit("events")
            .serviceLevelObjectives(BATCH_BUCKETS)
            .register(meters);
    this.commits = new Timer[Commit.values().length];
    for (Commit outcome : Commit.values()) {
      commits[outcome.ordinal()] =
          Timer.builder("rollcall.desk.commit")
              .description("How long a transaction of the desk took")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .serviceLevelObjectives(COMMIT_BUCKETS)
              .register(meters);
    }
    // there from the start, so that a rate has something to rise from
    for (EventType type : TYPES) {
      if (type.ordinal() <= EventType.SITE_REPORT.ordinal()) {
        find(type, 0);
      }
    }
  }

  /** Shows what waits at these desks and whether they serve. */
  void watch(Collection<Desk> desks) {
    gauge("rollcall.desks", null, "Conferences loaded", desks, Collection::size);
    gauge(
        "rollcall.desks.stopped",
        null,
        "Desks that ended by a failure: their conferences take no commands",
        desks,
        all -> all.stream().filter(Desk::hasFailed).count());
    gauge(
        "rollcall.desk.queue",
        "commands",
        "Commands that wait for a desk",
        desks,
        all -> all.stream().mapToInt(Desk::waiting).sum());
    gauge(
        "rollcall.desk.queue.fill",
        "ratio",
        "How full the fullest desk's queue is, from 0 to 1",
        desks,
        all -> all.stream().mapToDouble(Desk::fill).max().orElse(0));
  }

  private void gauge(
      String name,
      @Nullable String unit,
      String description,
      Collection<Desk> desks,
      ToDoubleFunction<Collection<Desk>> value) {
    Gauge.builder(name, desks, value)
        .baseUnit(unit)
        .description(description)
        .strongReference(true)
        .register(meters);
  }

  /** A command was answered. */
  void answered(EventType type, Outcome outcome) {
    find(type, index(outcome)).increment();
  }

  /** Something that was to be a command and is none was answered. */
  public void malformed() {
    malformed.increment();
  }

  private static int index(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied _ -> 0;
      case Outcome.Replayed _ -> 1;
      case Outcome.Asked asked -> 2 + asked.reason().ordinal();
      case Outcome.Refused refused -> 2 + REASONS.length + refused.reason().ordinal();
    };
  }

  private Counter find(EventType type, int answer) {
    int at = type.ordinal() * ANSWERS + answer;
    Counter found = answers.getPlain(at);
    if (found == null) {
      // the registry gives two who ask at once the same one
      found = make(type, answer);
      answers.set(at, found);
    }
    return found;
  }

  private Counter make(EventType type, int answer) {
    if (answer < 2) {
      return counter(type.word(), answer == 0 ? "APPLIED" : "REPLAYED", NONE);
    }
    int reason = answer - 2;
    return reason < REASONS.length
        ? counter(type.word(), "NEEDS_CONFIRMATION", REASONS[reason].name())
        : counter(type.word(), "REFUSED", REASONS[reason - REASONS.length].name());
  }

  private Counter counter(String type, String outcome, String reason) {
    return Counter.builder("rollcall.commands")
        .description("Commands answered")
        .tag("type", type)
        .tag("outcome", outcome)
        .tag("reason", reason)
        .register(meters);
  }

  /**
   * An append ended.
   *
   * @param begun when, by {@link System#nanoTime()}
   * @param failure why it failed; null unless it did
   */
  void appended(
      long conference, int events, long begun, Commit outcome, @Nullable SQLException failure) {
    long nanos = System.nanoTime() - begun;
    commits[outcome.ordinal()].record(nanos, TimeUnit.NANOSECONDS);
    if (outcome == Commit.DONE) {
      batch.record(events);
      refused = false;
    } else if (failure != null && isRefusal(failure)) {
      refusedAt = System.nanoTime();
      refused = true;
    }
    lastAppend = nanos;
    lastAppendAt = System.nanoTime();
    if (tracer != null) {
      trace(tracer, conference, events, nanos, outcome);
    }
  }

  private static void trace(
      Tracer tracer, long conference, int events, long nanos, Commit outcome) {
    long end = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    Span span =
        tracer
            .spanBuilder("desk commit")
            .setNoParent()
            .setStartTimestamp(end - nanos, TimeUnit.NANOSECONDS)
            .setAttribute("rollcall.conference", conference)
            .setAttribute("rollcall.batch.size", events)
            .setAttribute("rollcall.commit.outcome", outcome.name())
            .startSpan();
    if (outcome == Commit.FAILED) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(end, TimeUnit.NANOSECONDS);
  }

  /**
   * Whether the database said no, as with a full disk; a line that broke, or a lock that was waited
   * for too long, is none.
   */
  private static boolean isRefusal(SQLException failure) {
    String state = failure.getSQLState();
    return !(failure instanceof SQLTransientException)
        && !(state != null && state.startsWith(STATE_CONNECTION))
        && !isReadOnly(failure);
  }

  /** Whether the database refused an append within this time, and has taken none since. */
  public boolean isRefusedWithin(Duration past) {
    return refused && System.nanoTime() - refusedAt < past.toNanos();
  }

  /** Whether the last append took longer than {@code slow} and ended within this time. */
  public boolean isSlowWithin(Duration past, Duration slow) {
    return lastAppend > slow.toNanos() && System.nanoTime() - lastAppendAt < past.toNanos();
  }

  /** Whether the database says by this that it is for reading alone, by the codes of both. */
  public static boolean isReadOnly(SQLException failure) {
    return READ_ONLY.contains(failure.getErrorCode());
  }
}
