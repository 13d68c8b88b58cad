package org.rollcall.rehearse;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of itself under {@code /prometheus}. Where it says nothing, because its
 * management port is another, everything reads as unknown. Safe for use from any thread.
 */
final class Gauges {
  private static final double MEGABYTE = 1024.0 * 1024.0;

  private final Api api;
  private volatile @Nullable Reading last;
  private double highestHeap;
  private double cpuOfEarlierRuns;
  private int restarts;

  /**
   * One look.
   *
   * @param heapUsed bytes
   * @param heapMost bytes
   * @param live bytes after the last large collection, 0 where none was
   * @param cpuNanos of the process, over its restarts
   * @param startedAt of the process
   */
  record Reading(double heapUsed, double heapMost, double live, double cpuNanos, double startedAt) {
    String heap() {
      return String.format(Locale.ROOT, "%.0f/%.0f MB", heapUsed / MEGABYTE, heapMost / MEGABYTE);
    }
  }

  Gauges(Api api) {
    this.api = api;
  }

  /** Looks; null where the server does not say. */
  synchronized @Nullable Reading read() throws InterruptedException {
    String page;
    try {
      page = api.page("/prometheus");
    } catch (IOException e) {
      return null;
    }
    double heapUsed = 0;
    double heapMost = 0;
    double live = 0;
    double cpu = 0;
    double startedAt = 0;
    for (String line : page.lines().toList()) {
      boolean heap = line.contains("area=\"heap\"");
      if (line.startsWith("jvm_memory_used_bytes") && heap) {
        heapUsed += value(line);
      } else if (line.startsWith("jvm_memory_max_bytes") && heap) {
        heapMost += Math.max(0, value(line));
      } else if (line.startsWith("jvm_gc_live_data_size_bytes")) {
        live = value(line);
      } else if (line.startsWith("process_cpu_time_ns_total")) {
        cpu = value(line);
      } else if (line.startsWith("process_start_time_seconds")) {
        startedAt = value(line);
      }
    }
    Reading before = last;
    if (before != null && startedAt != before.startedAt()) {
      cpuOfEarlierRuns = before.cpuNanos();
      restarts++;
    }
    highestHeap = Math.max(highestHeap, heapUsed);
    var reading = new Reading(heapUsed, heapMost, live, cpuOfEarlierRuns + cpu, startedAt);
    last = reading;
    return reading;
  }

  @Nullable Reading last() {
    return last;
  }

  /** The most heap that was seen in use, in bytes; garbage counts. */
  synchronized double highestHeap() {
    return highestHeap;
  }

  /** How often the server was found to be another process. */
  synchronized int restarts() {
    return restarts;
  }

  private static double value(String line) {
    try {
      return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
