package org.rollcall.attendance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everything about one conference is put in order. One thread takes all that waits, decides
 * it by the rules, appends the events in one transaction that moves the conference's head, applies
 * them to the register, tells the followers, and only then answers. The head row, not this object,
 * keeps several servers in order: if another was faster, nothing is written, the log is read on,
 * and all is decided again.
 *
 * <p>{@link #submit} and {@link #amend} may be called by any thread and never wait.
 */
public final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Register register;
  private final AttendanceLog log;
  private final List<Follower> followers;
  private final DeskLimits limits;
  private final boolean shared;
  private final DeskMeters meters;
  private final BlockingQueue<Task> queue;
  private final Deque<Task> pending = new ArrayDeque<>();
  private final Thread thread;
  private final AtomicBoolean toldOfOthers = new AtomicBoolean();
  private final Decisions decisions;
  private final DeskConnection connection;
  private final LogPosition position;
  private volatile boolean closing;
  private volatile boolean broken;

  Desk(
      Register register,
      AttendanceLog log,
      List<Follower> followers,
      DeskLimits limits,
      boolean shared,
      DeskMeters meters) {
    this.register = register;
    this.log = log;
    this.followers = followers;
    this.limits = limits;
    this.shared = shared;
    this.meters = meters;
    this.queue = new LinkedBlockingQueue<>(limits.queue());
    this.decisions = new Decisions(register);
    this.connection = new DeskConnection(log, shared, limits.patience(), this::doubt);
    this.position =
        new LogPosition(
            register, log, connection, shared, (event, rows) -> apply(event, rows, null));
    this.thread =
        Thread.ofPlatform().name("desk-" + register.conference().id()).unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  public Register register() {
    return register;
  }

  /** Whether the desk's thread is at work. */
  public boolean isServing() {
    return thread.isAlive() && !broken && !closing;
  }

  /** Whether the desk's thread ended by a failure; only a restart of the server mends that. */
  public boolean hasFailed() {
    return broken && !closing;
  }

  /**
   * Whether the log in the database ends before what this desk was told is durable: a copy took
   * over that had not all yet, or an earlier state was restored. Nothing is answered meanwhile but
   * {@code TRY_LATER}.
   */
  public boolean isBehind() {
    return position.isBehind();
  }

  /** How many commands wait. */
  int waiting() {
    return queue.size();
  }

  /** How full the queue is, from 0 to 1. */
  double fill() {
    return (double) queue.size() / limits.queue();
  }

  /**
   * Hands over the commands of one frame. Each attempt is answered exactly once, in the order in
   * which they were handed over, except for {@code TRY_LATER}: what does not fit into the queue is
   * answered so by this thread at once, and may so be answered before what waits in it.
   */
  public void submit(List<Attempt> frame) {
    Task.Frame fate = new Task.Frame();
    long now = System.nanoTime();
    boolean refused = closing || broken;
    for (Attempt attempt : frame) {
      // those of the frame that found a place go on; only what comes after this one does not
      refused =
          refused
              || fate.putOff
              || !queue.offer(
                  new Task.Waiting(attempt, fate, new Task.Grant(attempt.granted()), now));
      if (refused) {
        answer(attempt, Outcome.tryLater());
      }
    }
    putOffIfNobodyWorks();
  }

  /**
   * Has a change of conference, roll calls, sites or roster decided and recorded.
   *
   * @return the revision at which it is in force; fails with what the amendment threw, {@link
   *     DeskBusy} or {@link LogUnavailable}
   */
  public CompletableFuture<Long> amend(Amendment amendment) {
    CompletableFuture<Long> revision = new CompletableFuture<>();
    if (closing
        || broken
        || !queue.offer(new Task.Amending(amendment, revision, System.nanoTime()))) {
      revision.completeExceptionally(new DeskBusy());
    }
    putOffIfNobodyWorks();
    return revision;
  }

  /**
   * Tells where the head was seen, so that an idle desk reads what another server wrote, or sees
   * that the log has become shorter. For the watch's thread.
   *
   * @param nanos when, by {@link System#nanoTime()}
   */
  void seenAt(long head, long nanos) {
    if (position.seenAt(head, nanos) && toldOfOthers.compareAndSet(false, true)) {
      wake(head);
    }
  }

  /** Tells that the line to the database broke: at its other end may be another one now. */
  void doubt() {
    position.doubt();
  }

  /**
   * Whether the register has been as far as the log within so short a time: else others may have
   * recorded what is not known here, or what is known here is in doubt. By any thread.
   */
  public boolean isCurrent(Duration within) {
    return isServing() && position.isCurrent(within);
  }

  /**
   * Where the queue is full there is nobody to wake, and a desk at work sees the head by itself.
   */
  private void wake(long head) {
    if (!queue.offer(new Task.Following(head, System.nanoTime()))) {
      toldOfOthers.set(false);
    }
  }

  /** What came into the queue while the desk's thread was ending, nobody else would answer. */
  private void putOffIfNobodyWorks() {
    if (broken) {
      for (Task task = queue.poll(); task != null; task = queue.poll()) {
        putOff(task);
      }
    }
  }

  /** Takes nothing more, finishes what waits, and stops. */
  void close() {
    closing = true;
    wake(0);
    try {
      if (!thread.join(limits.patience().multipliedBy(2))) {
        // the database does not answer; what is unknown now is in the log or not when it does
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- the desk's thread

  private void work() {
    try {
      while (!closing || !queue.isEmpty() || !pending.isEmpty()) {
        takeWhatWaits();
        if (pending.isEmpty()) {
          connection.release();
        } else if (pending.peek() instanceof Task.Following following) {
          pending.remove();
          follow(following);
        } else if (pending.peek() instanceof Task.Amending amending) {
          pending.remove();
          amend(amending);
        } else {
          checkIn();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // the register may differ from the log now, and nothing may be decided on it
      LOG.atError()
          .addKeyValue("conference", conferenceId())
          .setCause(e)
          .log("the desk stops; restart the server");
    } finally {
      broken = true;
      connection.release();
      putOffAll();
    }
  }

  private void takeWhatWaits() throws InterruptedException {
    if (pending.isEmpty()) {
      Task first =
          connection.isHeld()
              ? queue.poll(limits.followInterval().toMillis(), TimeUnit.MILLISECONDS)
              : queue.take();
      if (first == null) {
        return;
      }
      pending.add(first);
    }
    if (pending.size() < limits.batch()) {
      queue.drainTo(pending, limits.batch() - pending.size());
    }
  }

  private void follow(Task.Following following) {
    toldOfOthers.set(false);
    try {
      // what this desk itself wrote since is known
      if (following.head() > 0 && (isBehind() || following.head() != register.revision())) {
        position.follow();
      }
    } catch (SQLException e) {
      warn("the log cannot be read", e);
      connection.drop();
    }
  }

  private void checkIn() throws InterruptedException {
    long deadline = System.nanoTime() + limits.patience().toNanos();
    int most = limits.batch();
    while (true) {
      List<Decided> batch = List.of();
      List<Event> events = List.of();
      try {
        batch =
            decisions.decide(pending, most, recordedAmongWaiting(), EventRow.micros(Instant.now()));
        events = batch.stream().map(Decided::event).filter(e -> e != null).toList();
        if ((events.isEmpty() ? !shared || !position.follow() : append(batch, events))
            && !isBehind()) {
          finish(batch);
          return;
        }
      } catch (AttendanceLog.AppendFailed e) {
        LOG.atWarn()
            .addKeyValue("conference", conferenceId())
            .addKeyValue("command", events.getFirst().id())
            .addKeyValue("batch", events.size())
            .log("a batch was not appended: {}", cause(e));
        if (e.unknown) {
          if (wasAppended(events.getFirst())) {
            finish(batch);
            return;
          }
        } else {
          connection.drop();
          if (e.isOfData() && events.size() == 1) {
            // it never could be kept, and would stand in the way of all others for ever
            finish(batch.stream().map(decided -> decided.refused(Reason.INVALID)).toList());
            return;
          }
          if (e.isOfData()) {
            // which of them it was shows when fewer are appended together
            most = Math.max(1, batch.size() / 2);
          } else {
            Thread.sleep(PAUSE);
          }
        }
      } catch (SQLException e) {
        warn("the log does not answer", e);
        connection.drop();
      }
      if (System.nanoTime() > deadline) {
        putOffOldest();
        return;
      }
      followIfPossible();
    }
  }

  /** The events already in the log that waiting commands repeat or take back, by their ids. */
  private Map<UUID, Event> recordedAmongWaiting() throws SQLException {
    Set<Long> revisions = new HashSet<>();
    for (Task task : pending) {
      if (task instanceof Task.Waiting waiting) {
        Command command = waiting.attempt().command();
        addIfKnown(command.id(), revisions);
        if (command instanceof Command.Undo undo) {
          addIfKnown(undo.undoes(), revisions);
        }
      }
    }
    if (revisions.isEmpty()) {
      return Map.of();
    }
    long[] wanted = revisions.stream().mapToLong(Long::longValue).sorted().toArray();
    Map<UUID, Event> found = new HashMap<>();
    log.at(connection.get(), conferenceId(), wanted)
        .values()
        .forEach(event -> found.put(event.id(), event));
    connection.get().rollback();
    return found;
  }

  private void addIfKnown(UUID id, Set<Long> revisions) {
    Long revision = register.revisionOf(id);
    if (revision != null) {
      revisions.add(revision);
    }
  }

  private boolean append(List<Decided> batch, List<Event> events)
      throws SQLException, AttendanceLog.AppendFailed {
    List<@Nullable String> notes = new ArrayList<>(events.size());
    Map<UUID, Delegate> made = new HashMap<>();
    for (Decided decided : batch) {
      Command command = decided.task().attempt().command();
      Delegate person = decided.made();
      if (person != null) {
        made.put(command.id(), person);
      }
      if (decided.event() != null) {
        notes.add(command.remark());
      }
    }
    return append(new AttendanceLog.Append(conferenceId(), events, notes, made, null, null));
  }

  /** False if it is to be decided again, on the log as it is then. */
  private boolean append(AttendanceLog.Append append)
      throws SQLException, AttendanceLog.AppendFailed {
    Connection held = connection.get();
    if (position.isDoubted()) {
      return false;
    }
    int events = append.events().size();
    long begun = System.nanoTime();
    try {
      boolean done = log.append(held, register.revision(), append);
      DeskMeters.Commit outcome = done ? DeskMeters.Commit.DONE : DeskMeters.Commit.OVERTAKEN;
      meters.appended(conferenceId(), events, begun, outcome, null);
      return done;
    } catch (AttendanceLog.AppendFailed e) {
      // one command that cannot be kept says nothing of the database
      SQLException failure = !e.isOfData() && e.getCause() instanceof SQLException sql ? sql : null;
      meters.appended(conferenceId(), events, begun, DeskMeters.Commit.FAILED, failure);
      throw e;
    }
  }

  /** The events are durable: apply each, tell it on, answer, in order. */
  private void finish(List<Decided> batch) {
    for (Decided decided : batch) {
      pending.remove();
      Event event = decided.event();
      if (event == null) {
        answer(decided.task().attempt(), Objects.requireNonNull(decided.answer()));
        continue;
      }
      Delegate made = decided.made();
      apply(
          event,
          made == null ? Rows.NONE : Rows.ofDelegates(List.of(made)),
          decided.task().attempt().origin());
      answer(
          decided.task().attempt(),
          new Outcome.Applied(event, register.namedBy(event), register.substitutedBy(event)));
    }
  }

  private void apply(Event event, Rows rows, @Nullable Object origin) {
    Change change = register.apply(event, rows).from(origin);
    for (Follower follower : followers) {
      try {
        follower.applied(register, change);
      } catch (RuntimeException e) {
        LOG.error("{} failed at revision {}", follower, event.revision(), e);
      }
    }
    tell(event, rows);
  }

  /** One line for what was changed by an organizer; check-ins are in the log, not in this one. */
  private void tell(Event event, Rows rows) {
    String what =
        switch (event.type()) {
          case CONFERENCE -> "the conference is " + event.phase();
          case ROLL_CALL -> "roll call " + event.rollCall() + " is " + event.phase();
          case SITE ->
              rows.sites().size() + " sites put, " + rows.removedSites().size() + " deleted";
          case ROSTER ->
              rows.delegates().size()
                  + " delegates put, "
                  + rows.removedDelegates().size()
                  + " deleted";
          case CHECK_IN, CHECK_OUT, EXCUSE, ABSENT, WALK_IN, SUBSTITUTE, UNDO, SITE_REPORT -> null;
        };
    if (what != null) {
      LOG.atInfo()
          .addKeyValue("conference", conferenceId())
          .addKeyValue("site", Objects.requireNonNullElse(event.site(), "-"))
          .addKeyValue("command", event.id())
          .addKeyValue("revision", event.revision())
          .addKeyValue("by", event.recordedBy())
          .log(what);
    }
  }

  // ---- amendments

  private void amend(Task.Amending task) throws InterruptedException {
    long deadline = System.nanoTime() + limits.patience().toNanos();
    if (shared) {
      // so that nothing is refused for what another server has changed already
      followIfPossible();
    }
    Set<UUID> unresolved = new HashSet<>();
    while (true) {
      Long done =
          unresolved.stream()
              .map(register::revisionOf)
              .filter(Objects::nonNull)
              .findAny()
              .orElse(null);
      if (done != null) {
        // the commit that gave no answer came through after all
        task.revision().complete(done);
        return;
      }
      Amendment.Plan plan;
      try {
        plan = task.amendment().decide(register);
      } catch (RuntimeException e) {
        task.revision().completeExceptionally(e);
        return;
      }
      if (plan.steps().isEmpty()) {
        task.revision().complete(register.revision());
        return;
      }
      SQLException failure;
      try {
        if (append(plan, unresolved)) {
          task.revision().complete(register.revision());
          return;
        }
        failure = null;
      } catch (SQLException e) {
        warn("a change of conference, sites or roster was not appended", e);
        connection.drop();
        failure = e;
      }
      if ((failure != null || isBehind()) && System.nanoTime() > deadline) {
        task.revision()
            .completeExceptionally(
                !unresolved.isEmpty()
                    ? new OutcomeUnknown()
                    : failure == null ? new DeskBusy() : new LogUnavailable(failure));
        return;
      }
      followIfPossible();
    }
  }

  /**
   * False if it is to be decided again.
   *
   * @param unresolved takes the id of the first event where a commit gave no answer and is not in
   *     the log yet: it may still come
   */
  private boolean append(Amendment.Plan plan, Set<UUID> unresolved)
      throws SQLException, InterruptedException {
    Instant now = EventRow.micros(Instant.now());
    List<Event> events = new ArrayList<>();
    List<@Nullable String> notes = new ArrayList<>();
    for (Amendment.Step step : plan.steps()) {
      events.add(step.event(register.revision() + 1 + events.size(), now));
      notes.add(step.note());
    }
    try {
      if (!append(
          new AttendanceLog.Append(
              conferenceId(), events, notes, Map.of(), plan.relabelled(), plan.added()))) {
        return false;
      }
    } catch (AttendanceLog.AppendFailed e) {
      if (!(e.unknown && wasAppended(events.getFirst()))) {
        if (e.unknown) {
          unresolved.add(events.getFirst().id());
        }
        throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e);
      }
    }
    if (events.stream().anyMatch(Event::changesRegistry)) {
      connection.release();
    }
    register.relabel(
        plan.relabelled() == null ? register.conference() : plan.relabelled(),
        plan.added() == null ? List.of() : List.of(plan.added()));
    for (Event event : events) {
      apply(event, event.changesRegistry() ? plan.rows() : Rows.NONE, null);
    }
    return true;
  }

  // ---- the log, when others write it and when it does not answer

  private void followIfPossible() throws InterruptedException {
    try {
      position.follow();
      if (isBehind()) {
        Thread.sleep(PAUSE);
      }
    } catch (SQLException e) {
      connection.drop();
      Thread.sleep(PAUSE);
    }
  }

  /**
   * Resolves a commit of unknown outcome by reading the log, however long the database takes to
   * answer: it is never taken as failed. Meanwhile what waits longer than its patience is put off.
   */
  private boolean wasAppended(Event first) throws InterruptedException {
    while (true) {
      connection.drop();
      try {
        Event found =
            log.at(connection.get(), conferenceId(), first.revision()).get(first.revision());
        connection.get().rollback();
        return found != null && found.id().equals(first.id());
      } catch (SQLException e) {
        warn("whether a batch is in the log is not known yet", e);
        putOffImpatient();
        Thread.sleep(PAUSE);
      }
    }
  }

  /** Puts off what waits in the queue for longer than its patience; the oldest stands first. */
  private void putOffImpatient() {
    while (isImpatient(queue.peek())) {
      putOff(Objects.requireNonNull(queue.poll()));
    }
  }

  /**
   * The same with what was taken out of the queue already, the first of which has waited enough.
   */
  private void putOffOldest() {
    do {
      putOff(pending.remove());
    } while (isImpatient(pending.peek()));
    if (pending.isEmpty()) {
      putOffImpatient();
    }
  }

  private boolean isImpatient(@Nullable Task task) {
    return task != null && System.nanoTime() - task.since() > limits.patience().toNanos();
  }

  private void putOffAll() {
    pending.forEach(this::putOff);
    pending.clear();
    for (Task task = queue.poll(); task != null; task = queue.poll()) {
      putOff(task);
    }
  }

  private void putOff(Task task) {
    switch (task) {
      case Task.Waiting waiting -> {
        waiting.frame().putOff = true;
        answer(waiting.attempt(), Outcome.tryLater());
      }
      case Task.Amending amending -> amending.revision().completeExceptionally(new DeskBusy());
      case Task.Following following -> toldOfOthers.set(false);
    }
  }

  private void answer(Attempt attempt, Outcome outcome) {
    meters.answered(attempt.command().type(), outcome);
    try {
      attempt.answer().accept(outcome);
    } catch (RuntimeException e) {
      LOG.warn("an answer could not be handed over: {}", e.toString());
    }
  }

  private void warn(String what, SQLException e) {
    LOG.atWarn().addKeyValue("conference", conferenceId()).log("{}: {}", what, e.getMessage());
  }

  private static String cause(Exception e) {
    return e.getCause() == null ? e.toString() : e.getCause().toString();
  }

  private long conferenceId() {
    return register.conference().id();
  }
}
