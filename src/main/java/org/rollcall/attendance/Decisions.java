package org.rollcall.attendance;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands that wait at a desk, a batch at a time: which of them can be decided
 * together, what the {@link Rules} say of each, and what its sender may be told. For the desk's
 * thread.
 */
final class Decisions {
  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

  private final Register register;

  Decisions(Register register) {
    this.register = register;
  }

  /**
   * Decides from the head of what waits, up to the first command that depends on one before it:
   * that one is decided when the other is in the register.
   *
   * @param most how many at most
   * @param recorded the events already in the log that the commands repeat or take back, by id
   */
  List<Decided> decide(Iterable<Task> tasks, int most, Map<UUID, Event> recorded, Instant now) {
    List<Decided> batch = new ArrayList<>();
    Touched touched = new Touched();
    long revision = register.revision();
    for (Task task : tasks) {
      if (!(task instanceof Task.Waiting waiting)
          || batch.size() == most
          || touched.decides(waiting.attempt(), recorded)) {
        break;
      }
      Decided decided = decide(waiting, recorded, now, revision + 1);
      if (decided.event() != null) {
        revision++;
        touched.add(decided.event());
      }
      batch.add(decided);
    }
    return batch;
  }

  private Decided decide(
      Task.Waiting task, Map<UUID, Event> recorded, Instant now, long nextRevision) {
    if (task.frame().putOff) {
      return new Decided(task, Outcome.tryLater(), null);
    }
    Attempt attempt = task.attempt();
    Command command = attempt.command();
    Event before = recorded.get(command.id());
    if (before != null) {
      return new Decided(task, replay(attempt, before), null);
    }
    Event undone = command instanceof Command.Undo undo ? recorded.get(undo.undoes()) : null;
    if (!register.sites().contains(attempt.sender().site())) {
      return new Decided(task, new Outcome.Refused(Reason.NOT_FOUND, Retry.NEVER, null), null);
    }
    Verdict verdict;
    try {
      verdict = Rules.decide(register, command, attempt.sender(), now, undone);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("conference", register.conference().id())
          .addKeyValue("site", attempt.sender().site())
          .addKeyValue("command", command.id())
          .setCause(e)
          .log("the rules failed on a {} and refused it", command.type().word());
      return new Decided(task, new Outcome.Refused(Reason.INVALID, Retry.NEVER, null), null);
    }
    return switch (verdict) {
      case Verdict.Apply apply ->
          new Decided(task, null, apply.draft().event(nextRevision, attempt, now));
      case Verdict.Ask ask ->
          granted(
              task,
              new Outcome.Asked(
                  ask.reason(),
                  subject(ask.subject(), attempt.sender(), command),
                  ask.candidates().stream().map(this::card).toList()));
      case Verdict.Refuse refuse ->
          granted(
              task,
              new Outcome.Refused(
                  refuse.reason(),
                  refuse.retry(),
                  refuse.subject() == null
                      ? null
                      : subject(refuse.subject(), attempt.sender(), command)));
    };
  }

  private static Decided granted(Task.Waiting task, Outcome outcome) {
    if (task.grant().of(outcome)) {
      return new Decided(task, outcome, null);
    }
    task.frame().putOff = true;
    return new Decided(task, Outcome.tryLater(), null);
  }

  private Outcome replay(Attempt attempt, Event before) {
    Command command = attempt.command();
    Integer rollCall = command.stamp().rollCall();
    boolean same =
        attempt.sender().site().equals(before.site())
            && (rollCall == null || rollCall.equals(before.rollCall()))
            && MessageDigest.isEqual(command.digest(), before.digest());
    return same
        ? new Outcome.Replayed(before, register.namedBy(before), register.substitutedBy(before))
        : new Outcome.Refused(Reason.ID_REUSED, Retry.NEVER, null);
  }

  private Outcome.Subject subject(Person person, Sender sender, Command command) {
    Integer named = command.stamp().rollCall();
    int rollCall = named == null ? register.current().id() : named;
    boolean foreign = !sender.organizer() && !person.isOnListOf(sender.site(), rollCall);
    return new Outcome.Subject(card(person), person.standing(rollCall), foreign);
  }

  private Card card(Person person) {
    return person.card(register.current().id());
  }

  /**
   * What the batch has changed so far, and so which commands must wait for it to be in the
   * register.
   */
  private static final class Touched {
    private final Set<String> people = new HashSet<>();
    private final Set<String> sites = new HashSet<>();
    private final Set<UUID> ids = new HashSet<>();

    void add(Event event) {
      ids.add(event.id());
      if (event.site() != null) {
        sites.add(event.site());
      }
      if (event.delegate() != null) {
        people.add(event.delegate());
        add(event.from());
        add(event.to());
      }
      if (event.person() != null) {
        people.add(event.person().code());
        add(event.person().from());
        add(event.person().to());
      }
    }

    private void add(@Nullable Place place) {
      if (place != null && place.site() != null) {
        sites.add(place.site());
      }
    }

    boolean decides(Attempt attempt, Map<UUID, Event> recorded) {
      Command command = attempt.command();
      if (ids.isEmpty()) {
        return false;
      }
      if (ids.contains(command.id()) || isTouched(command.subject())) {
        return true;
      }
      return switch (command) {
        // its question is about the names of those present at the site
        case Command.WalkIn c -> sites.contains(attempt.sender().site());
        case Command.Substitute c ->
            c.person() instanceof Command.Newcomer.Known known && isTouched(known.code());
        case Command.Undo c -> ids.contains(c.undoes()) || isTouched(recorded.get(c.undoes()));
        case Command.CheckIn c -> false;
        case Command.CheckOut c -> false;
        case Command.Excuse c -> false;
        case Command.Absent c -> false;
        case Command.SiteReport c -> false;
      };
    }

    private boolean isTouched(@Nullable String code) {
      return code != null && people.contains(code);
    }

    private boolean isTouched(@Nullable Event undone) {
      return undone != null
          && (isTouched(undone.delegate())
              || (undone.person() != null && isTouched(undone.person().code())));
    }
  }
}
