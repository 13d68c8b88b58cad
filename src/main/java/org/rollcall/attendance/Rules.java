package org.rollcall.attendance;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command does: a pure function of the register, the command, its sender and the time. It
 * changes nothing; the same input gives the same verdict. Ids are no matter of the rules: who calls
 * has looked for replays before.
 */
final class Rules {
  /** By how much the clock of a device on line may differ before the server's now is taken. */
  static final Duration ONLINE_SKEW = Duration.ofSeconds(60);

  /** From which age on what a device tells of the past is to be reviewed. */
  static final Duration OLD = Duration.ofHours(24);

  /** No device's clock is taken to be before this; not every database keeps such a time. */
  static final Instant OLDEST = Instant.EPOCH;

  private final Register register;
  private final Sender sender;
  private final Instant now;

  private Rules(Register register, Sender sender, Instant now) {
    this.register = register;
    this.sender = sender;
    this.now = now.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Judges a command.
   *
   * @param undone for an undo, the event that it takes back if the log has it; else null
   */
  static Verdict decide(
      Register register, Command command, Sender sender, Instant now, @Nullable Event undone) {
    return new Rules(register, sender, now).decide(command, undone);
  }

  private Verdict decide(Command command, @Nullable Event undone) {
    Command.Stamp stamp = command.stamp();
    RollCall rollCall = rollCallOf(command);
    if (rollCall == null) {
      return notOpen(stamp.rollCall() == null && mayStillOpen() ? Retry.SAME_ID : Retry.NEVER);
    }
    boolean late = rollCall.state() == RollCallState.CLOSED;
    boolean open =
        switch (rollCall.state()) {
          case OPEN -> true;
          case PLANNED -> command instanceof Command.Excuse;
          case CLOSED -> stamp.offline();
        };
    if (!open) {
      return notOpen(rollCall.state() == RollCallState.PLANNED ? Retry.SAME_ID : Retry.NEVER);
    }
    Moment moment = moment(stamp);
    Context at = new Context(rollCall.id(), stamp, moment, late);
    return switch (command) {
      case Command.CheckIn c -> named(at, c.delegate(), p -> checkIn(at, p));
      case Command.CheckOut c -> known(c.delegate(), p -> checkOut(at, p));
      case Command.Excuse c -> named(at, c.delegate(), p -> stayAway(at, p, State.EXCUSED));
      case Command.Absent c -> named(at, c.delegate(), p -> stayAway(at, p, State.ABSENT));
      case Command.Substitute c -> named(at, c.delegate(), p -> substitute(at, p, c));
      case Command.WalkIn c -> walkIn(at, c);
      case Command.Undo c -> undo(at, c, undone);
      case Command.SiteReport c -> report(at);
    };
  }

  private record Context(int rollCall, Command.Stamp stamp, Moment moment, boolean late) {}

  private record Moment(Instant happenedAt, boolean review) {}

  private interface Judge {
    Verdict of(Person person);
  }

  private @Nullable RollCall rollCallOf(Command command) {
    Integer named = command.stamp().rollCall();
    if (named != null) {
      return register.rollCall(named);
    }
    RollCall open = register.open();
    return open == null && command instanceof Command.Excuse ? firstPlanned() : open;
  }

  private @Nullable RollCall firstPlanned() {
    for (RollCall rollCall : register.rollCalls()) {
      if (rollCall.state() == RollCallState.PLANNED) {
        return rollCall;
      }
    }
    return null;
  }

  private boolean mayStillOpen() {
    return firstPlanned() != null;
  }

  private Moment moment(Command.Stamp stamp) {
    Instant told = stamp.happenedAt();
    if (told == null) {
      return new Moment(now, false);
    }
    if (told.isAfter(now)) {
      return new Moment(now, true);
    }
    told = told.isBefore(OLDEST) ? OLDEST : told.truncatedTo(ChronoUnit.MICROS);
    Duration age = Duration.between(told, now);
    if (stamp.offline()) {
      return new Moment(told, age.compareTo(OLD) > 0);
    }
    return new Moment(age.compareTo(ONLINE_SKEW) > 0 ? now : told, false);
  }

  private Verdict named(Context at, String code, Judge judge) {
    return known(
        code,
        person ->
            person.delegate().withdrawn() && !at.stamp().offline()
                ? refuse(Reason.NOT_ON_ROSTER, null)
                : judge.of(person));
  }

  /** Also of someone withdrawn, who may be present still, and leave. */
  private Verdict known(String code, Judge judge) {
    Person person = register.person(code);
    return person == null ? refuse(Reason.NOT_ON_ROSTER, null) : judge.of(person);
  }

  private Verdict checkIn(Context at, Person person) {
    Verdict online = onlineCheckIn(at, person);
    return at.stamp().offline()
        ? told(at, person, new Place(State.PRESENT, sender.site()), online)
        : online;
  }

  private Verdict onlineCheckIn(Context at, Person person) {
    Standing standing = person.standing(at.rollCall());
    boolean force = at.stamp().force();
    return switch (standing.state()) {
      case VOID -> refuse(Reason.NOT_FOUND, null);
      case SUBSTITUTED -> refuse(Reason.SUBSTITUTED, person);
      case PRESENT -> {
        if (standing.presentAt(sender.site())) {
          yield refuse(Reason.ALREADY_HERE, person);
        }
        yield force ? checkedIn(at, person) : ask(Reason.ALREADY_ELSEWHERE, person);
      }
      case AWAITED, EXCUSED, ABSENT, LEFT ->
          isExpectedElsewhere(person) && !standing.standsAt(sender.site()) && !force
              ? ask(Reason.WRONG_SITE, person)
              : checkedIn(at, person);
    };
  }

  private boolean isExpectedElsewhere(Person person) {
    Delegate delegate = person.delegate();
    return delegate.kind() == Delegate.Kind.ROSTER && !sender.site().equals(delegate.homeSite());
  }

  private Verdict checkedIn(Context at, Person person) {
    return moved(at, person, new Place(State.PRESENT, sender.site()));
  }

  private Verdict checkOut(Context at, Person person) {
    Standing standing = person.standing(at.rollCall());
    Place left = new Place(State.LEFT, sender.site());
    Verdict online;
    if (standing.state() == State.VOID) {
      online = refuse(Reason.NOT_FOUND, null);
    } else if (!standing.presentAt(sender.site())) {
      online = refuse(Reason.NOT_HERE, person);
    } else {
      online = moved(at, person, left);
    }
    return at.stamp().offline() ? told(at, person, left, online) : online;
  }

  private Verdict stayAway(Context at, Person person, State state) {
    Verdict online = onlineStayAway(at, person, state);
    if (!at.stamp().offline()) {
      return online;
    }
    return mayName(at, person)
        ? told(at, person, new Place(state, null), online)
        : refuse(Reason.FORBIDDEN, person);
  }

  private Verdict onlineStayAway(Context at, Person person, State state) {
    Standing standing = person.standing(at.rollCall());
    if (standing.state() == State.VOID) {
      return refuse(Reason.NOT_FOUND, null);
    }
    if (!mayName(at, person)) {
      return refuse(Reason.FORBIDDEN, person);
    }
    return switch (standing.state()) {
      case PRESENT -> refusePresent(standing, person);
      case LEFT -> refuse(Reason.HAS_LEFT, person);
      case SUBSTITUTED -> refuse(Reason.SUBSTITUTED, person);
      case VOID -> refuse(Reason.NOT_FOUND, null);
      case AWAITED, EXCUSED, ABSENT -> moved(at, person, new Place(state, null));
    };
  }

  private Verdict substitute(Context at, Person person, Command.Substitute command) {
    Person known = null;
    if (command.person() instanceof Command.Newcomer.Known by) {
      known = register.person(by.code());
      if (known == null) {
        return refuse(Reason.NOT_ON_ROSTER, null);
      }
      if (known == person) {
        return refuse(Reason.INVALID, null);
      }
    }
    Verdict online = onlineSubstitute(at, person, known, command);
    if (!at.stamp().offline()) {
      return online;
    }
    // that he stood here may be known only from what arrives later; his home is no matter of order
    if (!sender.organizer() && !sender.site().equals(person.delegate().homeSite())) {
      return refuse(Reason.FORBIDDEN, person);
    }
    Standing standing = person.standing(at.rollCall());
    boolean effective = takesEffect(at, standing, State.SUBSTITUTED);
    boolean review =
        !(online instanceof Verdict.Apply) || !effective || person.delegate().withdrawn();
    return substituted(at, person, known, command, effective, review);
  }

  private Verdict onlineSubstitute(
      Context at, Person person, @Nullable Person known, Command.Substitute command) {
    Standing standing = person.standing(at.rollCall());
    if (standing.state() == State.VOID) {
      return refuse(Reason.NOT_FOUND, null);
    }
    if (!mayName(at, person)) {
      return refuse(Reason.FORBIDDEN, person);
    }
    Verdict refused =
        switch (standing.state()) {
          case PRESENT -> refusePresent(standing, person);
          case SUBSTITUTED -> refuse(Reason.SUBSTITUTED, person);
          case VOID -> refuse(Reason.NOT_FOUND, null);
          case AWAITED, EXCUSED, ABSENT, LEFT -> null;
        };
    if (refused != null) {
      return refused;
    }
    Verdict doubt = known == null ? null : doubtAbout(at, known);
    return doubt != null ? doubt : substituted(at, person, known, command, true, false);
  }

  /** What stands against someone who has a code coming in as a substitute, or null. */
  private @Nullable Verdict doubtAbout(Context at, Person known) {
    Standing standing = known.standing(at.rollCall());
    return switch (standing.state()) {
      case VOID -> refuse(Reason.NOT_FOUND, null);
      case SUBSTITUTED -> refuse(Reason.SUBSTITUTED, known);
      case PRESENT ->
          standing.presentAt(sender.site()) || at.stamp().force()
              ? null
              : ask(Reason.ALREADY_ELSEWHERE, known);
      case AWAITED, EXCUSED, ABSENT, LEFT -> null;
    };
  }

  private Verdict substituted(
      Context at,
      Person person,
      @Nullable Person known,
      Command.Substitute command,
      boolean effective,
      boolean review) {
    Place from = person.standing(at.rollCall()).place();
    Place to = effective || at.late() ? new Place(State.SUBSTITUTED, null) : from;
    Place present = new Place(State.PRESENT, sender.site());
    Delegate made = null;
    Event.Companion companion;
    boolean arrives = !at.late();
    if (known == null) {
      Command.Newcomer.Unknown unknown = (Command.Newcomer.Unknown) command.person();
      made = newcomer(unknown, Delegate.Kind.SUBSTITUTE);
      companion = new Event.Companion("", null, present);
    } else {
      Standing standing = known.standing(at.rollCall());
      arrives &= !at.stamp().offline() || takesEffect(at, standing, State.PRESENT);
      companion =
          new Event.Companion(
              known.code(), standing.place(), arrives || at.late() ? present : standing.place());
    }
    return new Verdict.Apply(
        new Draft(
            at.rollCall(),
            person.code(),
            from,
            to,
            made,
            companion,
            at.moment().happenedAt(),
            at.late(),
            review || at.late() || at.moment().review(),
            effective && !at.late(),
            arrives));
  }

  private Verdict walkIn(Context at, Command.WalkIn command) {
    List<Person> sameName = sameName(at, command.person().fullName());
    boolean doubtful = !sameName.isEmpty() && !at.stamp().force();
    if (doubtful && !at.stamp().offline()) {
      return new Verdict.Ask(Reason.SAME_NAME, sameName.getFirst(), sameName);
    }
    return new Verdict.Apply(
        new Draft(
            at.rollCall(),
            null,
            null,
            new Place(State.PRESENT, sender.site()),
            newcomer(command.person(), Delegate.Kind.WALK_IN),
            null,
            at.moment().happenedAt(),
            at.late(),
            doubtful || at.late() || at.moment().review(),
            !at.late(),
            false));
  }

  private List<Person> sameName(Context at, String fullName) {
    String folded = Folding.fold(fullName);
    List<Person> found = new ArrayList<>();
    for (Person person : register.peopleOf(sender.site())) {
      boolean onRoster =
          sender.site().equals(person.delegate().homeSite()) && person.delegate().expected();
      boolean here = person.standing(at.rollCall()).presentAt(sender.site());
      if ((onRoster || here) && person.isNamed(folded)) {
        found.add(person);
      }
    }
    return found;
  }

  private Delegate newcomer(Command.Newcomer.Unknown person, Delegate.Kind kind) {
    return new Delegate(
        "",
        person.fullName(),
        person.title(),
        person.organisation(),
        null,
        kind,
        sender.site(),
        false);
  }

  private Verdict undo(Context at, Command.Undo command, @Nullable Event undone) {
    if (undone == null
        || undone.rollCall() == null
        || undone.type() == EventType.ROLL_CALL
        || (!sender.organizer() && !sender.site().equals(undone.site()))) {
      return refuse(Reason.NOT_FOUND, null);
    }
    boolean takesBack = !at.late() && canUndo(at, undone);
    if (!takesBack && !at.stamp().offline()) {
      return refuse(Reason.STALE, undone.delegate() == null ? null : person(undone.delegate()));
    }
    Place from = null;
    Place to = null;
    if (undone.delegate() != null) {
      Standing standing = person(undone.delegate()).standing(at.rollCall());
      from = standing.place();
      boolean back = takesBack && undone.effective();
      to = back ? restored(standing, undone.type() == EventType.WALK_IN) : from;
    }
    Event.Companion companion = null;
    if (undone.person() != null) {
      Standing standing = person(undone.person().code()).standing(at.rollCall());
      boolean made = undone.person().from() == null;
      Place back = takesBack && undone.personEffective() ? restored(standing, made) : null;
      companion =
          new Event.Companion(
              undone.person().code(), standing.place(), back == null ? standing.place() : back);
    }
    return new Verdict.Apply(
        new Draft(
            at.rollCall(),
            undone.delegate(),
            from,
            to,
            null,
            companion,
            at.moment().happenedAt(),
            at.late(),
            !takesBack || at.moment().review(),
            takesBack && undone.effective(),
            takesBack && undone.personEffective()));
  }

  /**
   * Whether the command changed someone's state and is the latest that did, on everyone whom it
   * changed.
   */
  private boolean canUndo(Context at, Event undone) {
    boolean changedSomeone = undone.effective() || undone.personEffective();
    if (undone.type() == EventType.UNDO
        || !changedSomeone
        || undone.rollCallId() != at.rollCall()
        || undone.delegate() == null) {
      return false;
    }
    boolean latest = !undone.effective() || isLatest(at, undone.delegate(), undone);
    Event.Companion companion = undone.person();
    return latest
        && (companion == null
            || !undone.personEffective()
            || isLatest(at, companion.code(), undone));
  }

  private boolean isLatest(Context at, String code, Event undone) {
    return undone.id().equals(person(code).standing(at.rollCall()).command());
  }

  private static Place restored(Standing standing, boolean made) {
    Standing before = standing.before();
    return made || before == null ? new Place(State.VOID, null) : before.place();
  }

  private Person person(String code) {
    Person person = register.person(code);
    if (person == null) {
      throw new IllegalStateException("the log names " + code + ", whom nobody knows");
    }
    return person;
  }

  private Verdict report(Context at) {
    return new Verdict.Apply(
        new Draft(
            at.rollCall(),
            null,
            null,
            null,
            null,
            null,
            at.moment().happenedAt(),
            at.late(),
            at.late() || at.moment().review(),
            !at.late(),
            false));
  }

  /** What an offline command tells: recorded always, effective where it outranks what is known. */
  private Verdict told(Context at, Person person, Place to, Verdict online) {
    Standing standing = person.standing(at.rollCall());
    boolean outranks = takesEffect(at, standing, to.state());
    boolean review =
        !(online instanceof Verdict.Apply) || !outranks || at.late() || at.moment().review();
    return new Verdict.Apply(
        new Draft(
            at.rollCall(),
            person.code(),
            standing.place(),
            outranks ? to : standing.place(),
            null,
            null,
            at.moment().happenedAt(),
            at.late(),
            review || person.delegate().withdrawn(),
            outranks && !at.late(),
            false));
  }

  private static boolean takesEffect(Context at, Standing standing, State next) {
    return standing.yieldsTo(next, at.moment().happenedAt(), at.stamp().id());
  }

  private Verdict moved(Context at, Person person, Place to) {
    return new Verdict.Apply(
        new Draft(
            at.rollCall(),
            person.code(),
            person.standing(at.rollCall()).place(),
            to,
            null,
            null,
            at.moment().happenedAt(),
            false,
            at.moment().review(),
            true,
            false));
  }

  /**
   * Whom a coordinator may excuse, call absent or have substituted: who is at home here or stands
   * here. Of the past, told by a device, a scan here counts as having stood here: what is refused
   * then would have yielded to the presence in any order of arrival.
   */
  private boolean mayName(Context at, Person person) {
    return sender.organizer()
        || sender.site().equals(person.delegate().homeSite())
        || person.standing(at.rollCall()).standsAt(sender.site())
        || (at.stamp().offline() && person.wasSeenAt(sender.site(), at.rollCall()));
  }

  private Verdict refusePresent(Standing standing, Person person) {
    return refuse(
        standing.presentAt(sender.site()) ? Reason.ALREADY_HERE : Reason.ALREADY_ELSEWHERE, person);
  }

  private static Verdict refuse(Reason reason, @Nullable Person subject) {
    return new Verdict.Refuse(reason, Retry.NEVER, subject);
  }

  private static Verdict notOpen(Retry retry) {
    return new Verdict.Refuse(Reason.NOT_OPEN, retry, null);
  }

  private static Verdict ask(Reason reason, Person subject) {
    return new Verdict.Ask(reason, subject, List.of());
  }
}
