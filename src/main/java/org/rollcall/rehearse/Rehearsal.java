package org.rollcall.rehearse;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One rehearsal, from the making of the conference to the report. For one thread. */
final class Rehearsal implements AutoCloseable {
  private static final int SNAPSHOTS = 5;
  private static final int SNAPSHOTS_UNDER_LOAD = 10;
  private static final long PATIENCE_SECONDS = 90;
  private static final long SECOND = 1_000_000_000L;

  /** More that wait for their answers are no queue but a server that does not keep up. */
  private static final int MOST_IN_FLIGHT = 200_000;

  /** The ramp begins at this part of the rate. */
  private static final double LEAST = 0.1;

  private final Arguments arguments;
  private final Screen screen;
  private final Nation nation;
  private final Meter meter = new Meter();
  private final Report report = new Report();
  private @Nullable Api api;
  private @Nullable Gauges gauges;
  private @Nullable Boards boards;
  private @Nullable Crowd crowd;
  private long conference;
  private int rollCall;
  private Gauges.@Nullable Reading atStart;
  private long cpuAtStart;
  private long measureFrom;
  private Gauges.@Nullable Reading atEnd;
  private long cpuAtEnd;
  private Duration measured = Duration.ZERO;
  private boolean driven;

  Rehearsal(Arguments arguments, Screen screen) {
    this.arguments = arguments;
    this.screen = screen;
    this.nation = Nation.of(arguments.sites(), arguments.delegates(), arguments.seed());
  }

  /**
   * Runs it all, and reports as far as it came.
   *
   * @return whether everything held
   */
  boolean run() throws IOException {
    report.of(arguments, nation);
    boolean held = false;
    try {
      load();
      drive();
      held = verify();
    } catch (InterruptedException e) {
      report.line("**Interrupted**: what follows, and what was not verified, is not known.");
      report.line("");
    } catch (IOException e) {
      // some say nothing of themselves but their name
      report.line("**Ended early**: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
      report.line("");
    }
    conclude(held);
    return held;
  }

  // ---- loading

  /** Makes the conference or takes it up, and connects to it. */
  void load() throws IOException, InterruptedException {
    screen.say("Rehearsal on " + arguments.server() + ", seed " + arguments.seed());
    Api organizer = Api.login(arguments.server(), arguments.user(), arguments.password());
    api = organizer;
    gauges = new Gauges(organizer);
    var loading = new Loading(organizer, nation, screen);
    String[] tokens;
    try {
      if (arguments.conference() == null) {
        conference = loading.make();
        screen.say("  conference " + conference);
        loading.load(conference, arguments.chunk(), arguments.imports());
        tokens = loading.passes(conference);
        rollCall = loading.open(conference);
      } else {
        conference = arguments.conference();
        loading.requireSame(conference);
        tokens = loading.passes(conference);
        rollCall = loading.openAnew(conference);
      }
    } finally {
      report.loading(loading.steps());
    }
    connect(organizer, tokens);
  }

  private void connect(Api organizer, String[] tokens) throws IOException, InterruptedException {
    var watching = new Boards(arguments, nation, organizer.token(), conference, meter);
    boards = watching;
    for (int i = 0; i < SNAPSHOTS; i++) {
      watching.openOnce();
    }
    watching.open(arguments.boards());
    var coming = new Crowd(arguments, nation, tokens, rollCall, meter, watching);
    crowd = coming;
    long start = System.nanoTime();
    boolean all = coming.connect(arguments.connecting());
    screen.say(
        "  "
            + meter.welcomed.sum()
            + " sockets greeted in "
            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)
            + " ms");
    if (!all) {
      throw new IOException(
          "only "
              + meter.welcomed.sum()
              + " of "
              + arguments.sockets()
              + " sockets were greeted: "
              + meter.closes());
    }
  }

  // ---- driving

  /** Sends as many commands a second as asked for, whatever the answers do. */
  void drive() throws IOException, InterruptedException {
    Crowd coming = started(crowd);
    Gauges looking = started(gauges);
    Boards watching = started(boards);
    Thread watcher = Thread.ofPlatform().daemon().name("snapshots").start(() -> open(watching));
    try (var progress = new Progress(screen, meter, coming, looking)) {
      long start = System.nanoTime();
      measureFrom = start + arguments.ramp().toNanos();
      coming.wires().loop().submit(() -> meter.measureFrom(measureFrom)).await();
      long end = measureFrom + arguments.length().toNanos();
      boolean measuring = false;
      driven = true;
      for (long due = start; due - end < 0; due += interval(due - start)) {
        Crowd.sleepUntil(due);
        if (!measuring && due - measureFrom >= 0) {
          measuring = true;
          beginMeasuring(looking);
        }
        if (coming.inFlight() > MOST_IN_FLIGHT) {
          throw new IOException(
              "over " + MOST_IN_FLIGHT + " commands wait for answers: the server does not keep up");
        }
        coming.go(due);
      }
      endMeasuring(looking);
    } finally {
      watcher.interrupt();
    }
  }

  private void beginMeasuring(Gauges looking) {
    // beside the sending, which must not wait for it
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            atStart = looking.read();
            cpuAtStart = ownCpu();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void endMeasuring(Gauges looking) throws InterruptedException {
    measured = Duration.ofNanos(System.nanoTime() - measureFrom);
    cpuAtEnd = ownCpu();
    atEnd = looking.read();
  }

  /** The time to the next command, so long after the first. */
  private long interval(long since) {
    long ramp = arguments.ramp().toNanos();
    double part = since >= ramp ? 1 : LEAST + (1 - LEAST) * since / ramp;
    return Math.max(1, Math.round(SECOND / (arguments.rate() * part)));
  }

  private void open(Boards watching) {
    try {
      Duration pause =
          arguments.length().plus(arguments.ramp()).dividedBy(SNAPSHOTS_UNDER_LOAD + 1);
      for (int i = 0; i < SNAPSHOTS_UNDER_LOAD; i++) {
        Thread.sleep(pause);
        watching.openOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      screen.say("  a board that was to be opened did not: " + e.getMessage());
    }
  }

  // ---- the end

  /** Compares what the server shows with its log and with what it answered. */
  boolean verify() throws IOException, InterruptedException {
    Crowd coming = started(crowd);
    int unanswered = coming.quiet(PATIENCE_SECONDS);
    drivenReport(unanswered);
    driven = false;
    screen.say("  verifying");
    var verification = new Verification(started(api), nation, conference, rollCall, screen);
    List<Verification.Check> checks = verification.run(coming, started(boards));
    report.verified(checks);
    boolean held =
        unanswered == 0
            && meter.errors.sum() == 0
            && checks.stream().allMatch(Verification.Check::held);
    report.line(
        held
            ? "Every promise held."
            : "**Not every promise held**: "
                + meter.errors.sum()
                + " errors, "
                + unanswered
                + " commands without an answer.");
    return held;
  }

  private void drivenReport(int unanswered) throws InterruptedException {
    Gauges looking = started(gauges);
    if (atEnd == null && atStart != null) {
      endMeasuring(looking);
    }
    report.driving(
        new Report.Driven(
            meter, started(boards), measured, atStart, atEnd, cpuAtEnd - cpuAtStart, unanswered),
        looking);
  }

  private void conclude(boolean held) throws IOException {
    if (driven && crowd != null) {
      try {
        drivenReport(crowd.quiet(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    screen.say("");
    screen.say(report.text());
    if (arguments.report() != null) {
      Files.writeString(arguments.report(), report.text());
    }
  }

  /** What the sockets' answers left, for who wants to look. */
  Crowd crowd() {
    return started(crowd);
  }

  String reported() {
    return report.text();
  }

  private static long ownCpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("not loaded yet");
    }
    return part;
  }

  @Override
  public void close() {
    if (crowd != null) {
      crowd.close();
    }
    if (boards != null) {
      boards.close();
    }
    if (api != null) {
      api.close();
    }
  }
}
