package org.rollcall.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What came out, in Markdown: tables as they can stand in a document. */
final class Report {
  private static final double MEGABYTE = 1024.0 * 1024.0;
  private static final double MILLI = 1000.0;

  private final List<String> lines = new ArrayList<>();

  /** What the driving came to, as far as it went. */
  record Driven(
      Meter meter,
      Boards boards,
      Duration measured,
      Gauges.@Nullable Reading atStart,
      Gauges.@Nullable Reading atEnd,
      long ownCpuNanos,
      int unanswered) {}

  /** What was rehearsed. */
  void of(Arguments arguments, Nation nation) {
    line(
        "# Rehearsal: "
            + grouped(nation.sites())
            + " sites, "
            + grouped(nation.delegates())
            + " delegates");
    line("");
    line(
        format(
            "%d commands a second through %,d check-in sockets for %s, after a ramp of %s that is"
                + " not measured; %d boards; seed %d.",
            arguments.rate(),
            arguments.sockets(),
            spoken(arguments.length()),
            spoken(arguments.ramp()),
            arguments.boards(),
            arguments.seed()));
    line("");
  }

  void loading(List<Loading.Step> steps) {
    line("| loading | rows | seconds | rows/s |");
    line("|---|---|---|---|");
    for (Loading.Step step : steps) {
      line(
          format(
              "| %s | %,d | %.1f | %,.0f |",
              step.name(), step.rows(), step.took().toMillis() / MILLI, step.perSecond()));
    }
    line("");
  }

  void driving(Driven driven, Gauges gauges) {
    Meter meter = driven.meter();
    Boards boards = driven.boards();
    line("| latency, ms | p50 | p90 | p99 | p99.9 | max | of |");
    line("|---|---|---|---|---|---|---|");
    latency("result, from when its command was due", meter.corrected);
    latency("result, from when its command was sent", meter.service);
    latency("the rehearsal's own lateness, due to sent", meter.lateness);
    latency("board, from when a command was due to the frame that shows it", boards.fromDue);
    latency("board, from the result to the frame that shows it", boards.fromResult);
    latency("root board opened: request to snapshot", boards.snapshotFromRequest);
    latency("root board opened: handshake to snapshot", boards.snapshotFromHandshake);
    latency("a device was away: loss of the line to greeting", meter.away);
    line("");
    line("| measured | |");
    line("|---|---|");
    double seconds = Math.max(0.001, driven.measured().toMillis() / MILLI);
    row("commands sent", "%,d", meter.sent.sum());
    row("of them measured", "%,d, %,.0f/s", meter.measured.sum(), meter.measured.sum() / seconds);
    row(
        "applied / replayed / refused or asked",
        "%,d / %,d / %,d",
        meter.applied.sum(),
        meter.replayed.sum(),
        meter.refused.sum());
    row("without an answer", "%,d", driven.unanswered());
    row("events told to other devices", "%,d", meter.events.sum());
    row("root board's snapshot, bytes", "%,d", boards.largestSnapshot());
    row("frames to boards", "%,d, %,.1f MB", boards.frames(), boards.bytes() / MEGABYTE);
    row("reconnects", "%,d", meter.reconnects.sum());
    server(driven, gauges);
    row("the rehearsal's own CPU, cores", "%.2f", driven.ownCpuNanos() / 1e9 / seconds);
    row(
        "the rehearsal's own heap, MB",
        "%,.0f",
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MEGABYTE);
    line("");
    counts("answer", meter.judgements());
    counts("socket that ended", meter.closes());
    counts("error", meter.surprises());
  }

  private void server(Driven driven, Gauges gauges) {
    Gauges.Reading start = driven.atStart();
    Gauges.Reading end = driven.atEnd();
    if (start == null || end == null) {
      row("server", "its metrics could not be read");
      return;
    }
    double seconds = Math.max(0.001, driven.measured().toMillis() / MILLI);
    double cpu = end.cpuNanos() - start.cpuNanos();
    row(
        "server's heap in use at the end / most seen / limit, MB",
        "%,.0f / %,.0f / %,.0f",
        end.heapUsed() / MEGABYTE,
        gauges.highestHeap() / MEGABYTE,
        end.heapMost() / MEGABYTE);
    row(
        "server's heap after its last large collection, MB",
        end.live() > 0 ? "%,.0f" : "not known",
        end.live() / MEGABYTE);
    row("server's CPU, cores", "%.2f", cpu / 1e9 / seconds);
    row(
        "server's CPU a command, µs",
        "%,.0f",
        cpu / MILLI / Math.max(1, driven.meter().measured.sum()));
    row("server found to be another process", "%d", gauges.restarts());
  }

  void verified(List<Verification.Check> checks) {
    line("| promise | held | counted |");
    line("|---|---|---|");
    for (Verification.Check check : checks) {
      line(
          "| "
              + check.promise()
              + " | "
              + (check.held() ? "yes" : "**NO**")
              + " | "
              + check.counted()
              + " |");
    }
    line("");
  }

  void line(String line) {
    lines.add(line);
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  private void latency(String name, Histogram histogram) {
    if (histogram.getTotalCount() > 0) {
      line(
          format(
              "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %,d |",
              name,
              histogram.getValueAtPercentile(50) / MILLI,
              histogram.getValueAtPercentile(90) / MILLI,
              histogram.getValueAtPercentile(99) / MILLI,
              histogram.getValueAtPercentile(99.9) / MILLI,
              histogram.getMaxValue() / MILLI,
              histogram.getTotalCount()));
    }
  }

  private void row(String name, String format, Object... values) {
    line("| " + name + " | " + format(format, values) + " |");
  }

  private void counts(String name, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      line("| " + name + " | |");
      line("|---|---|");
      new TreeMap<>(counts).forEach((what, count) -> line(format("| %s | %,d |", what, count)));
      line("");
    }
  }

  private static String spoken(Duration duration) {
    return duration.toMillis() % 60_000 == 0 && !duration.isZero()
        ? duration.toMinutes() + " min"
        : format("%.0f s", duration.toMillis() / MILLI);
  }

  private static String grouped(int number) {
    return format("%,d", number);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
