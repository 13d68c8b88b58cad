package org.rollcall.rehearse;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A line each second: how it goes. */
final class Progress implements AutoCloseable {
  private static final int LOOK = 5;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());
  private final Screen screen;
  private final Meter meter;
  private final Crowd crowd;
  private final Gauges gauges;
  private final long start = System.nanoTime();
  private long sent;
  private long answered;
  private int lines;

  Progress(Screen screen, Meter meter, Crowd crowd, Gauges gauges) {
    this.screen = screen;
    this.meter = meter;
    this.crowd = crowd;
    this.gauges = gauges;
    var unused = timer.scheduleAtFixedRate(this::show, 1, 1, TimeUnit.SECONDS);
  }

  private void show() {
    try {
      if (lines++ % LOOK == 0) {
        gauges.read();
      }
      long sentNow = meter.sent.sum();
      long answeredNow = meter.answered.sum();
      Histogram lately = meter.lately.getIntervalHistogram();
      Gauges.Reading server = gauges.last();
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      screen.say(
          String.format(
              Locale.ROOT,
              "  %3d:%02d  sent %,d/s  answered %,d/s  in flight %,d  p50 %.1f ms  p99 %.1f ms"
                  + "  refused or asked %,d  errors %,d  sockets %,d  server heap %s",
              seconds / 60,
              seconds % 60,
              sentNow - sent,
              answeredNow - answered,
              crowd.inFlight(),
              lately.getValueAtPercentile(50) / 1000.0,
              lately.getValueAtPercentile(99) / 1000.0,
              meter.refused.sum(),
              meter.errors.sum(),
              meter.open.sum(),
              server == null ? "–" : server.heap()));
      sent = sentNow;
      answered = answeredNow;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
