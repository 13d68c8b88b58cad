package org.rollcall.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Context;
import io.micronaut.http.HttpStatus;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.BinaryId;
import org.rollcall.attendance.Desk;
import org.rollcall.conference.DeskProblems;
import org.rollcall.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports that go on after their call was answered, a few at once. How far one is stands in the
 * database, so any server can tell. What the database holds of one is written by its server alone;
 * one whose server died stays as it was, falls silent and counts as failed. Blocks. There from the
 * start, so that its meters are.
 */
@Context
final class ImportJobs implements GracefulShutdownCapable {
  private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);
  private static final long SOON = 5;

  /** So often at least a running one is heard within the silence that would count as death. */
  private static final int HEARD_IN_A_SILENCE = 4;

  private final Imports imports;
  private final ImportJobRepository jobs;
  private final ImportLimits limits;
  private final ObjectMapper json;
  private final Clock clock;
  private final Semaphore slots;
  private final ExecutorService waitedFor;
  private final MeterRegistry meters;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();

  ImportJobs(
      Imports imports,
      ImportJobRepository jobs,
      ImportLimits limits,
      ObjectMapper json,
      Clock clock,
      MeterRegistry meters) {
    this.imports = imports;
    this.jobs = jobs;
    this.limits = limits;
    this.json = json;
    this.clock = clock;
    this.slots = new Semaphore(limits.jobs());
    this.waitedFor =
        Executors.newFixedThreadPool(
            limits.jobs(), Thread.ofPlatform().daemon().name("import-now-", 0).factory());
    this.meters = meters;
    // before one ends: that a count rises is seen only where it was there before
    EnumSet.of(ImportJob.State.DONE, ImportJob.State.REFUSED, ImportJob.State.FAILED)
        .forEach(this::timer);
    meters.gaugeCollectionSize("rollcall.imports.running", Tags.empty(), running);
  }

  /**
   * Runs an import whose call waits for it, after those that wait already.
   *
   * @throws Problem what is wrong with it
   */
  Imported runNow(Desk desk, Imports.Order order) {
    // not on the call's virtual thread, for the reason below
    var result =
        CompletableFuture.supplyAsync(
            () -> imports.run(desk, order, ImportProgress.UNSEEN), waitedFor);
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException wrong) {
        throw wrong;
      }
      throw e;
    }
  }

  @PreDestroy
  void close() {
    waitedFor.shutdown();
  }

  /**
   * Begins an import, and says under which id it can be asked for.
   *
   * @param file where its rows come from; closed at its end, or by the caller if this throws
   */
  UUID start(Desk desk, Imports.Order order, Upload file) {
    if (!slots.tryAcquire()) {
      throw Problem.tryLater("roster.too-many-imports", SOON);
    }
    boolean started = false;
    try {
      UUID id = UUID.randomUUID();
      Instant now = now();
      jobs.save(
          new ImportJob(
              BinaryId.bytes(id),
              desk.register().conference().id(),
              order.kind(),
              ImportJob.State.READING,
              order.dryRun(),
              0,
              0,
              null,
              null,
              order.by(),
              now,
              now,
              null));
      var job = new Running(BinaryId.bytes(id), desk, order, file);
      running.add(job);
      // not a virtual thread: it computes for seconds, and would keep those of the calls waiting
      Thread.ofPlatform().daemon().name("import-" + id).start(job::run);
      started = true;
      return id;
    } finally {
      if (!started) {
        slots.release();
      }
    }
  }

  /** The import of that id, as it stands; not there, too, once it ended long ago. */
  ImportJob find(long conference, UUID id) {
    Instant forgotten = now().minus(limits.jobKept());
    return jobs.findByIdAndConferenceId(BinaryId.bytes(id), conference)
        .filter(job -> !job.heardAt().isBefore(forgotten))
        .map(job -> job.isLost(now(), limits.jobSilence()) ? lost(job) : job)
        .orElseThrow(() -> Problem.notFound("roster.no-import", id));
  }

  private ImportJob lost(ImportJob job) {
    return new ImportJob(
        job.id(),
        job.conferenceId(),
        job.kind(),
        ImportJob.State.FAILED,
        job.dryRun(),
        job.rowsRead(),
        job.done(),
        null,
        text(StoredProblem.of(Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "roster.import-lost"))),
        job.startedBy(),
        job.startedAt(),
        job.heardAt(),
        job.heardAt());
  }

  /** What is kept of a result; null where there is none. */
  @Nullable JsonNode result(ImportJob job) {
    try {
      return job.result() == null ? null : json.readTree(job.result());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is kept of a problem; null where there is none. */
  @Nullable Problem problem(ImportJob job) {
    try {
      return job.problem() == null
          ? null
          : json.readValue(job.problem(), StoredProblem.class).problem();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  // its result may hold names: it must go in its time even if nobody imports again
  @Scheduled(fixedDelay = "10m", initialDelay = "1m")
  void purge() {
    // the timers' threads are not for waiting on a database
    Thread.startVirtualThread(() -> {
      try {
        jobs.purge(now().minus(limits.jobKept()));
      } catch (RuntimeException e) {
        LOG.debug("old imports could not be deleted: {}", e.toString());
      }
    });
  }

  /** Waits for those that run; how long is up to the shutdown. */
  @Override
  public CompletionStage<?> shutdownGracefully() {
    return CompletableFuture.allOf(
        running.stream().map(job -> job.ended).toArray(CompletableFuture[]::new));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Timer timer(ImportJob.State end) {
    return meters.timer("rollcall.imports", "state", end.name().toLowerCase(Locale.ROOT));
  }

  /** How an import ended. */
  private record End(ImportJob.State state, @Nullable String result, @Nullable String problem) {}

  /** One that runs. Its thread imports; another writes how far it is. */
  private final class Running implements ImportProgress {
    private final byte[] id;
    private final Desk desk;
    private final Imports.Order order;
    private final Upload file;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile Step step = new Step(ImportJob.State.READING, 0, 0);

    private record Step(ImportJob.State state, int rows, int done) {}

    Running(byte[] id, Desk desk, Imports.Order order, Upload file) {
      this.id = id;
      this.desk = desk;
      this.order = order;
      this.file = file;
    }

    @Override
    public void read(int rows) {
      step = new Step(ImportJob.State.READING, rows, 0);
    }

    @Override
    public void checking() {
      step = new Step(ImportJob.State.CHECKING, step.rows(), 0);
    }

    @Override
    public void staged(int rows) {
      step = new Step(ImportJob.State.STAGING, step.rows(), rows);
    }

    void run() {
      try {
        long begun = System.nanoTime();
        Thread reporter = Thread.startVirtualThread(this::report);
        End end = end();
        tell(end, System.nanoTime() - begun);
        // before anybody can see that it ended, so that whoever does may begin the next
        slots.release();
        over.countDown();
        reporter.join();
        write(end);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        running.remove(this);
        ended.complete(null);
      }
    }

    // whatever comes, somebody waits to be told
    @SuppressWarnings("CatchingUnchecked")
    private End end() {
      try (file) {
        return new End(ImportJob.State.DONE, text(imports.run(desk, order, this)), null);
      } catch (Throwable e) {
        Problem known = DeskProblems.problem(e);
        if (known == null) {
          UUID number = UUID.randomUUID();
          LOG.error("an import failed [{}]", number, e);
          known = Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "web.unexpected", number.toString());
        }
        boolean refused = known.status().getCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode();
        return new End(
            refused ? ImportJob.State.REFUSED : ImportJob.State.FAILED,
            null,
            text(StoredProblem.of(known)));
      }
    }

    private void tell(End end, long nanos) {
      timer(end.state()).record(nanos, TimeUnit.NANOSECONDS);
      LOG.atInfo()
          .addKeyValue("conference", desk.register().conference().id())
          .addKeyValue("import", BinaryId.uuid(id))
          .addKeyValue("kind", order.kind())
          .addKeyValue("rows", step.rows())
          .addKeyValue("by", order.by())
          .log("an import is {} after {} ms", end.state(), TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private void report() {
      Duration heard = limits.jobSilence().dividedBy(HEARD_IN_A_SILENCE);
      Step written = step;
      Instant last = now();
      try {
        // ended by a latch: an interrupt would break the connection that it writes on
        while (!over.await(limits.jobProgress().toMillis(), TimeUnit.MILLISECONDS)) {
          Step now = step;
          if (!now.equals(written) || !last.plus(heard).isAfter(now())) {
            last = now();
            written = write(now, last) ? now : written;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean write(Step now, Instant at) {
      try {
        jobs.progress(id, now.state().name(), now.rows(), now.done(), at);
        return true;
      } catch (RuntimeException e) {
        LOG.debug("the progress of an import could not be written: {}", e.toString());
        return false;
      }
    }

    /** Tries until it would count as lost anyway. */
    private void write(End end) throws InterruptedException {
      Instant until = now().plus(limits.jobSilence());
      while (true) {
        try {
          jobs.end(
              id, end.state().name(), step.rows(), step.done(), end.result(), end.problem(), now());
          return;
        } catch (RuntimeException e) {
          if (now().isAfter(until)) {
            LOG.warn("how an import ended could not be written: {}", e.toString());
            return;
          }
          Thread.sleep(limits.jobProgress());
        }
      }
    }
  }
}
