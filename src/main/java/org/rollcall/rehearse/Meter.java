package org.rollcall.rehearse;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What is counted and timed. Latencies are recorded by the thread of the check-in sockets alone,
 * and read when it is quiet; all else is for any thread.
 */
final class Meter {
  private static final long LONGEST = TimeUnit.MINUTES.toMicros(15);
  private static final int DIGITS = 3;
  private static final int SAMPLES = 20;

  final LongAdder sent = new LongAdder();
  final LongAdder answered = new LongAdder();
  final LongAdder applied = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder replayed = new LongAdder();
  final LongAdder errors = new LongAdder();
  final LongAdder open = new LongAdder();
  final LongAdder welcomed = new LongAdder();
  final LongAdder events = new LongAdder();
  final LongAdder reconnects = new LongAdder();
  final LongAdder measured = new LongAdder();

  /** From the moment when it was to be sent: a server that stands still is not spared. */
  final Histogram corrected = histogram();

  /** From the moment when it was sent. */
  final Histogram service = histogram();

  /** From when it was to be sent until it was: how late the rehearsal itself was. */
  final Histogram lateness = histogram();

  /** From the close frame, or the loss of the line, to the next greeting. */
  final Histogram away = histogram();

  /** The latencies since they were last asked for. */
  final Recorder lately = new Recorder(LONGEST, 2);

  private final Map<String, Long> judgements = new TreeMap<>();
  private final Map<String, Long> closes = new TreeMap<>();
  private final Map<String, Long> surprises = new TreeMap<>();
  private long from = Long.MAX_VALUE;

  static Histogram histogram() {
    return new Histogram(LONGEST, DIGITS);
  }

  static void record(Histogram histogram, long nanos) {
    histogram.recordValue(micros(nanos));
  }

  private static long micros(long nanos) {
    return Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST);
  }

  /** What is due from here on is measured. */
  void measureFrom(long nanos) {
    from = nanos;
  }

  boolean measures(Command command) {
    return command.due - from >= 0;
  }

  void answered(Command command, Frame frame, long nanos) {
    answered.increment();
    lately.recordValue(micros(nanos - command.due));
    judged(frame.judgement());
    if (frame.isApplied()) {
      applied.increment();
    } else if (frame.isReplayed()) {
      replayed.increment();
    } else {
      refused.increment();
    }
    if (measures(command)) {
      measured.increment();
      record(corrected, nanos - command.due);
      record(service, nanos - command.sentAt);
      record(lateness, command.sentAt - command.due);
    }
  }

  private synchronized void judged(String how) {
    judgements.merge(how, 1L, Long::sum);
  }

  synchronized void closed(String how) {
    closes.merge(how, 1L, Long::sum);
  }

  /** Something that the protocol does not allow, or that the rules do not answer. */
  synchronized void surprise(String what) {
    errors.increment();
    if (surprises.size() < SAMPLES || surprises.containsKey(what)) {
      surprises.merge(what, 1L, Long::sum);
    }
  }

  /** How often the server judged how. */
  synchronized Map<String, Long> judgements() {
    return new TreeMap<>(judgements);
  }

  /** How often sockets ended how, while nobody wanted them to. */
  synchronized Map<String, Long> closes() {
    return new TreeMap<>(closes);
  }

  synchronized Map<String, Long> surprises() {
    return new TreeMap<>(surprises);
  }
}
