package org.rollcall.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;

/**
 * What Rollcall reaches, beside what the database takes without it. Figures are printed and written
 * to {@code target/benchmark.md}; only that every event is in the log is asserted. The server runs
 * in a process of its own, its clients in this one.
 */
@RequiresDocker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollcallBenchmark {
  private static final int SITES = 24;
  private static final int SOCKETS = 64;
  private static final int IN_FLIGHT = Integer.getInteger("rollcall.bench.inFlight", 16);
  private static final int SLICES = Integer.getInteger("rollcall.bench.slices", 5);
  private static final boolean ONLY_MYSQL = Boolean.getBoolean("rollcall.bench.onlyMySql");
  private static final int SLICE = Integer.getInteger("rollcall.bench.slice", 16_000);
  private static final int WARM_UP = 3 * SLICE;
  private static final int LEAST_BATCH = 64;
  private static final int PER_SECOND = 1_000;
  private static final int PACED_SLICE = 4 * PER_SECOND;
  private static final int BOARDS = 500;
  private static final int IDLE = 5_000;

  private final List<String> report = new ArrayList<>();
  private MySqlServer mySql;
  private ServerProcess onMySql;
  private ServerProcess onH2;

  @BeforeAll
  void start(@TempDir Path folder) {
    mySql = MySqlServer.startOnDisk();
    onMySql = new ServerProcess(mySql.newDatabase().environment());
    onH2 = new ServerProcess(Map.of("ROLLCALL_DATA", folder.toString()));
    say("| measured | goal | MySQL | H2 |");
    say("|---|---|---|---|");
  }

  @AfterAll
  void stop() throws IOException {
    if (onH2 != null) {
      onH2.close();
    }
    if (onMySql != null) {
      onMySql.close();
    }
    if (mySql != null) {
      mySql.close();
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(
        Path.of("target", "benchmark.md"),
        String.join("\n", report) + "\n",
        StandardCharsets.UTF_8);
    System.out.println(String.join("\n", report));
  }

  // ---- throughput

  /** Medians of one engine's slices. */
  private record Throughput(
      double a,
      double b,
      double c,
      double aToB,
      double aToC,
      double batch,
      double p50,
      double p99,
      double cpu) {}

  @Test
  @Order(1)
  void checkInsASecondBesideTheBareLoopAndTheUsualDesign() {
    Throughput m = throughput(onMySql);
    Throughput h = ONLY_MYSQL ? m : throughput(onH2);
    row(
        "A: durable check-ins/s, %d sockets × %d in flight".formatted(SOCKETS, IN_FLIGHT),
        "",
        "%,.0f",
        m.a,
        h.a);
    row("A's mean batch", "", "%.0f", m.batch, h.batch);
    row("A's result latency p50, ms", "", "%.1f", m.p50, h.p50);
    row("A's result latency p99, ms", "", "%.1f", m.p99, h.p99);
    row(
        "A's CPU of the server a check-in (on H2 the database's too), µs",
        "",
        "%.0f",
        m.cpu,
        h.cpu);
    row("B: bare loop, rows/s", "", "%,.0f", m.b, h.b);
    row("C: a transaction each, 16 connections, check-ins/s", "", "%,.0f", m.c, h.c);
    row("A ÷ B" + reached(m.aToB >= 0.6), "≥ 0.6 on MySQL", "%.2f", m.aToB, h.aToB);
    row("A ÷ C" + reached(m.aToC >= 5), "≥ 5 on MySQL", "%.1f", m.aToC, h.aToC);
  }

  private Throughput throughput(ServerProcess server) {
    int delegates = WARM_UP + SLICES * SLICE;
    long conference =
        server.askNumber("conference", SITES, 24 * ((delegates + 23) / 24 + SLICE / 8));
    Roster roster = new Roster(SITES, delegates + 24 * SLICE / 8);
    double[][] figures = new double[9][SLICES];
    try (Load load = new Load(server, conference, SITES, SOCKETS)) {
      long before = server.askNumber("revision", conference);
      load.full(roster.commands(load, WARM_UP), IN_FLIGHT);
      server.askNumbers("bare", SLICE, 256);
      server.askNumbers("usual", 500);
      for (int i = 0; i < SLICES; i++) {
        var frames = roster.commands(load, SLICE);
        long from = server.askNumber("revision", conference);
        long cpu = server.askNumber("cpu");
        Load.Run a = load.full(frames, IN_FLIGHT);
        cpu = server.askNumber("cpu") - cpu;
        long[] log = server.askNumbers("log", conference, from, from + SLICE);
        assertThat(log[0]).as("events of the slice").isEqualTo(SLICE);
        double batch = (double) log[0] / log[1];
        long[] b = server.askNumbers("bare", SLICE, Math.max(LEAST_BATCH, Math.round(batch)));
        int few = SLICE / 8;
        long[] c = server.askNumbers("usual", few);
        double bs = SLICE * 1e9 / b[0];
        double cs = few * 1e9 / c[0];
        double[] of = {
          a.perSecond(),
          bs,
          cs,
          a.perSecond() / bs,
          a.perSecond() / cs,
          batch,
          a.millis(0.5),
          a.millis(0.99),
          cpu / 1e3 / SLICE
        };
        for (int f = 0; f < of.length; f++) {
          figures[f][i] = of[f];
        }
        System.out.printf(
            "slice %d: A %.0f (batch %.0f) B %.0f C %.0f A/B %.2f A/C %.1f CPU %.0f µs%n",
            i, of[0], batch, bs, cs, of[3], of[4], of[8]);
      }
      assertThat(server.askNumber("revision", conference) - before)
          .as("one event for each check-in")
          .isEqualTo(delegates);
    }
    double[] m = Arrays.stream(figures).mapToDouble(RollcallBenchmark::median).toArray();
    return new Throughput(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]);
  }

  // ---- latency

  private record Latency(double batch, double p50, double p99, double bare50, double bare99) {
    double ratio() {
      return p99 / bare99;
    }
  }

  @Test
  @Order(2)
  void resultLatencyAtAThousandASecond() {
    Latency m = latency(onMySql);
    Latency h = ONLY_MYSQL ? m : latency(onH2);
    row("at 1,000/s: mean batch", "", "%.1f", m.batch, h.batch);
    row("at 1,000/s: result latency p50, ms", "", "%.1f", m.p50, h.p50);
    row("at 1,000/s: result latency p99, ms", "", "%.1f", m.p99, h.p99);
    row("B's transaction at that batch p50, ms", "", "%.1f", m.bare50, h.bare50);
    row("B's transaction at that batch p99, ms", "", "%.1f", m.bare99, h.bare99);
    row("result p99 ÷ B's p99" + reached(m.ratio() <= 3), "≤ 3", "%.2f", m.ratio(), h.ratio());
  }

  private Latency latency(ServerProcess server) {
    int delegates = 24 * 1_200;
    long conference = server.askNumber("conference", SITES, delegates);
    Roster roster = new Roster(SITES, delegates);
    double[][] figures = new double[5][SLICES];
    try (Load load = new Load(server, conference, SITES, SOCKETS)) {
      load.paced(roster.commands(load, PACED_SLICE), PER_SECOND);
      for (int i = 0; i < SLICES; i++) {
        long from = server.askNumber("revision", conference);
        Load.Run a = load.paced(roster.commands(load, PACED_SLICE), PER_SECOND);
        long[] log = server.askNumbers("log", conference, from, from + PACED_SLICE);
        assertThat(log[0]).as("events of the slice").isEqualTo(PACED_SLICE);
        double batch = (double) log[0] / log[1];
        int rows = (int) Math.max(1, Math.round(batch));
        long[] b = server.askNumbers("bare", 800 * rows, rows);
        double[] of = {batch, a.millis(0.5), a.millis(0.99), b[1] / 1e6, b[2] / 1e6};
        for (int f = 0; f < of.length; f++) {
          figures[f][i] = of[f];
        }
        System.out.printf(
            "slice %d: batch %.1f result p50 %.1f p99 %.1f ms, bare p50 %.1f p99 %.1f ms%n",
            i, of[0], of[1], of[2], of[3], of[4]);
      }
    }
    double[] m = Arrays.stream(figures).mapToDouble(RollcallBenchmark::median).toArray();
    return new Latency(m[0], m[1], m[2], m[3], m[4]);
  }

  // ---- boards

  private record Board(double p50, double p99, double result99) {}

  @Test
  @Order(3)
  void boardsFollowWithFiveHundredOpen() {
    Board m = boards(onMySql);
    Board h = ONLY_MYSQL ? m : boards(onH2);
    row("500 boards at 1,000/s: event recorded → delta read p50, ms", "", "%.0f", m.p50, h.p50);
    row(
        "500 boards at 1,000/s: event recorded → delta read p99, ms" + reached(m.p99 <= 250),
        "≤ 250",
        "%.0f",
        m.p99,
        h.p99);
    row("500 boards at 1,000/s: result latency p99, ms", "", "%.1f", m.result99, h.result99);
  }

  private Board boards(ServerProcess server) {
    int delegates = 24 * 800;
    long conference = server.askNumber("conference", SITES, delegates);
    Roster roster = new Roster(SITES, delegates);
    int slices = 3;
    double[][] figures = new double[3][slices];
    try (Load load = new Load(server, conference, SITES, SOCKETS);
        Boards boards = new Boards(server, conference, BOARDS)) {
      load.paced(roster.commands(load, PACED_SLICE), PER_SECOND);
      for (int i = 0; i < slices; i++) {
        pause(700);
        boards.delays(0, new long[0]);
        long from = server.askNumber("revision", conference);
        Load.Run a = load.paced(roster.commands(load, PACED_SLICE), PER_SECOND);
        pause(700);
        long[] recorded = server.askNumbers("times", conference, from, from + PACED_SLICE);
        double[] delays = boards.delays(from, recorded);
        assertThat(delays.length)
            .as("each event on each board that parses")
            .isEqualTo(PACED_SLICE * boards.parsing());
        figures[0][i] = delays[delays.length / 2];
        figures[1][i] = delays[(int) (delays.length * 0.99)];
        figures[2][i] = a.millis(0.99);
        System.out.printf(
            "slice %d: board p50 %.0f p99 %.0f max %.0f ms, result p99 %.1f ms%n",
            i, figures[0][i], figures[1][i], delays[delays.length - 1], figures[2][i]);
      }
    }
    return new Board(median(figures[0]), median(figures[1]), median(figures[2]));
  }

  // ---- what one more costs

  @Test
  @Order(4)
  void cpuOfACommandInADistrictAndInACity() {
    int pairs = 5;
    Place district = new Place(24, 495);
    Place city = new Place(2_212, 94_938);
    double[] ratios = new double[pairs];
    double[] small = new double[pairs];
    double[] large = new double[pairs];
    district.micros();
    city.micros();
    for (int i = 0; i < pairs; i++) {
      small[i] = district.micros();
      large[i] = city.micros();
      ratios[i] = large[i] / small[i];
      System.out.printf("pair %d: %.0f and %.0f µs: %.2f%n", i, small[i], large[i], ratios[i]);
    }
    row("server's CPU a command, 24 sites, 495 delegates, µs", "", "%.0f", median(small));
    row("server's CPU a command, 2,212 sites, 94,938 delegates, µs", "", "%.0f", median(large));
    row("city ÷ district" + reached(median(ratios) <= 1.3), "≤ 1.3", "%.2f", median(ratios));
  }

  /** A conference with a socket at each site. */
  private final class Place {
    private final int sites;
    private final long conference;
    private final Roster roster;

    Place(int sites, int delegates) {
      this.sites = sites;
      conference = onMySql.askNumber("conference", sites, delegates);
      roster = new Roster(sites, delegates);
    }

    double micros() {
      try (Load load = new Load(onMySql, conference, sites, sites)) {
        // the greeting's pause is over and all is read
        pause(2_000);
        var frames = roster.commands(load, PACED_SLICE);
        long before = onMySql.askNumber("cpu");
        load.paced(frames, PER_SECOND);
        return (onMySql.askNumber("cpu") - before) / 1e3 / PACED_SLICE;
      }
    }
  }

  @Test
  @Order(5)
  void heapOfAConnectedSocket() {
    long conference = onMySql.askNumber("conference", SITES, 495);
    Roster roster = new Roster(SITES, 495);
    // what the first sockets make once and for all is no socket's own
    try (Load load = new Load(onMySql, conference, SITES, 200)) {
      load.paced(roster.commands(load, 400), PER_SECOND);
    }
    pause(1_000);
    long before = onMySql.askNumber("heap");
    try (Load load = new Load(onMySql, conference, SITES, IDLE)) {
      pause(3_000);
      double each = (onMySql.askNumber("heap") - before) / 1024.0 / IDLE;
      row("heap of a connected socket, 5,000 open, KiB" + reached(each < 16), "< 16", "%.1f", each);
      assertThat(load.size()).isEqualTo(IDLE);
    }
  }

  // ---- the table

  private void row(String measured, String goal, String format, double... figures) {
    var cells = new StringBuilder("| " + measured + " | " + goal + " |");
    for (int i = 0; i < 2; i++) {
      cells.append(' ');
      cells.append(i < figures.length ? String.format(Locale.ROOT, format, figures[i]) : "");
      cells.append(" |");
    }
    say(cells.toString());
  }

  private void say(String line) {
    report.add(line);
    System.out.println(line);
  }

  private static String reached(boolean reached) {
    return reached ? ": **reached**" : ": **not reached**";
  }

  private static double median(double[] of) {
    double[] sorted = of.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
