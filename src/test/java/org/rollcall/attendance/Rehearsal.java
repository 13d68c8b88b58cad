package org.rollcall.attendance;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rollcall.headcount.ConferenceCounts;
import org.rollcall.headcount.Headcounts;

/**
 * A conference without database and threads: what the desk does between taking a command and
 * answering it, done at once. Its clock moves on by a second with each event.
 */
public final class Rehearsal {
  public static final Instant MORNING = Instant.parse("2020-05-11T00:30:00Z");

  private final Map<UUID, Rows> rows = new HashMap<>();
  private final Map<Integer, RollCall> labels = new HashMap<>();
  private final List<Event> log = new ArrayList<>();
  private final Headcounts headcounts = new Headcounts();
  private final Register register = new Register(conference());
  private Instant now = MORNING;

  /** What became of a command. */
  public record Answer(Verdict verdict, @Nullable Event event) {
    /** As the domain's table says it: {@code APPLIED}, {@code asks X}, {@code refused X}. */
    public String word() {
      return switch (verdict) {
        case Verdict.Apply apply -> "APPLIED";
        case Verdict.Ask ask -> "asks " + ask.reason();
        case Verdict.Refuse refuse -> "refused " + refuse.reason();
      };
    }

    public Event applied() {
      return requireNonNull(event, this::word);
    }

    /** The code that the server gave to the person whom the event made. */
    public String made() {
      return Codes.SERVER_PREFIX + Long.toString(applied().revision());
    }

    public @Nullable Retry retry() {
      return verdict instanceof Verdict.Refuse refuse ? refuse.retry() : null;
    }
  }

  /** A conference that is open, with a roll call that is planned. */
  public Rehearsal() {
    headcounts.follows(register);
    happens(Amendment.Step.conference("user:1", ConferenceState.DRAFT, null));
    rollCall("Khai mạc");
    happens(Amendment.Step.conference("user:1", ConferenceState.OPEN, null));
  }

  private static Conference conference() {
    return new Conference(
        1,
        new UUID(0, 1),
        "Tổng kết công tác năm 2019",
        "Huyện ủy Cao Lộc",
        MORNING,
        ZoneId.of("Asia/Ho_Chi_Minh"),
        ConferenceState.DRAFT);
  }

  // ---- what is read

  public Register register() {
    return register;
  }

  public ConferenceCounts counts() {
    return headcounts.of(1);
  }

  public List<Event> log() {
    return log;
  }

  public Instant now() {
    return now;
  }

  public Standing standing(String code) {
    return standing(code, register.current().id());
  }

  public Standing standing(String code, int rollCall) {
    return requireNonNull(register.person(code), code).standing(rollCall);
  }

  /** State and site in one word: {@code PRESENT at A}, {@code AWAITED}. */
  public String where(String code) {
    Standing standing = standing(code);
    return standing.site() == null
        ? standing.state().name()
        : standing.state() + (standing.state() == State.LEFT ? " from " : " at ") + standing.site();
  }

  /** The same log folded once more, as a restart does. */
  public Rehearsal replayed() {
    Rehearsal again = new Rehearsal(this);
    for (Event event : log) {
      again.apply(event, rows.getOrDefault(event.id(), Rows.NONE));
    }
    return again;
  }

  /** The same once the rows of those who were erased are emptied, older versions too. */
  public Rehearsal replayedFromEmptiedRows() {
    Rehearsal emptied = new Rehearsal(this);
    emptied.log.addAll(log);
    emptied.rows.replaceAll((change, made) ->
        new Rows(
            made.sites(),
            made.removedSites(),
            made.delegates().stream().map(this::emptied).toList(),
            made.removedDelegates(),
            made.erasures()));
    return emptied.replayed();
  }

  private Delegate emptied(Delegate d) {
    return register.erasedAt(d.code()) == null
        ? d
        : new Delegate(
            d.code(), Erasure.NAME, null, null, d.homeSite(), d.kind(), d.madeAt(), d.withdrawn());
  }

  private Rehearsal(Rehearsal other) {
    headcounts.follows(register);
    register.relabel(conference(), other.labels.values());
    rows.putAll(other.rows);
    labels.putAll(other.labels);
    now = other.now;
  }

  // ---- registration

  public static Site site(String code, @Nullable String parent) {
    return new Site(
        code,
        "Xã " + code,
        parent == null ? Site.Kind.MAIN : Site.Kind.BRANCH,
        parent,
        null,
        null,
        null,
        null,
        null);
  }

  public static Delegate delegate(String code, String fullName, @Nullable String home) {
    return new Delegate(
        code, fullName, null, null, home, Delegate.Kind.ROSTER, null, /* withdrawn= */ false);
  }

  public void sites(Site... sites) {
    registers(EventType.SITE, Rows.ofSites(List.of(sites)));
  }

  public void removeSite(String code) {
    registers(EventType.SITE, new Rows(List.of(), List.of(code), List.of(), List.of()));
  }

  public void delegates(Delegate... delegates) {
    registers(EventType.ROSTER, Rows.ofDelegates(List.of(delegates)));
  }

  public void removeDelegate(String code) {
    registers(EventType.ROSTER, new Rows(List.of(), List.of(), List.of(), List.of(code)));
  }

  /** Erases one person's data; everyone's where the code is null. */
  public void erase(@Nullable String code) {
    registers(EventType.ROSTER, Rows.ofErasure(new Erasure(code, now)));
  }

  public void withdraw(String code) {
    Delegate d = requireNonNull(register.person(code)).delegate();
    delegates(
        new Delegate(
            d.code(),
            d.fullName(),
            d.title(),
            d.organisation(),
            d.homeSite(),
            d.kind(),
            d.madeAt(),
            true));
  }

  private void registers(EventType type, Rows made) {
    UUID change = UUID.randomUUID();
    rows.put(change, made);
    happens(Amendment.Step.registered(change, type, "user:1", null));
  }

  // ---- roll calls

  public int rollCall(String title) {
    int id = labels.size() + 1;
    RollCall label = new RollCall(id, title, false, RollCallState.PLANNED);
    labels.put(id, label);
    register.relabel(register.conference(), List.of(label));
    happens(Amendment.Step.rollCall("user:1", id, RollCallState.PLANNED, null));
    return id;
  }

  public void open(int rollCall) {
    happens(Amendment.Step.rollCall("user:1", rollCall, RollCallState.OPEN, null));
  }

  public void close(int rollCall) {
    happens(Amendment.Step.rollCall("user:1", rollCall, RollCallState.CLOSED, null));
  }

  private void happens(Amendment.Step step) {
    Event event = step.event(register.revision() + 1, now);
    apply(event, rows.getOrDefault(event.id(), Rows.NONE));
    pass(Duration.ofSeconds(1));
  }

  // ---- commands

  public static Sender coordinator(String site) {
    return new Sender(site, "pass:" + site, false);
  }

  public static Sender organizer(String site) {
    return new Sender(site, "user:1", true);
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** A coordinator's device of that site sends the command. */
  public Answer send(String site, Command command) {
    return send(coordinator(site), command);
  }

  public Answer send(Sender sender, Command command) {
    Verdict verdict = judge(sender, command);
    if (!(verdict instanceof Verdict.Apply apply)) {
      return new Answer(verdict, null);
    }
    Draft draft = apply.draft();
    Attempt attempt = new Attempt(command, sender, null, asked -> true, ignored -> {});
    Event event = draft.event(register.revision() + 1, attempt, now);
    Delegate made = draft.made();
    if (made != null) {
      rows.put(command.id(), Rows.ofDelegates(List.of(coded(made, event.revision()))));
    }
    apply(event, rows.getOrDefault(command.id(), Rows.NONE));
    pass(Duration.ofSeconds(1));
    return new Answer(verdict, event);
  }

  Verdict judge(Sender sender, Command command) {
    Event undone = command instanceof Command.Undo undo ? recorded(undo.undoes()) : null;
    return Rules.decide(register, command, sender, now, undone);
  }

  private @Nullable Event recorded(UUID id) {
    return log.stream().filter(event -> event.id().equals(id)).findFirst().orElse(null);
  }

  private static Delegate coded(Delegate made, long revision) {
    return new Delegate(
        Codes.SERVER_PREFIX + Long.toString(revision),
        made.fullName(),
        made.title(),
        made.organisation(),
        made.homeSite(),
        made.kind(),
        made.madeAt(),
        made.withdrawn());
  }

  private void apply(Event event, Rows made) {
    Change change = register.apply(event, made);
    headcounts.applied(register, change);
    log.add(event);
  }

  private static Command.Stamp stamp() {
    return new Command.Stamp(UUID.randomUUID(), null, null, false, false, Source.SCAN);
  }

  public static Command checkIn(String code) {
    return new Command.CheckIn(stamp(), code);
  }

  public static Command checkOut(String code) {
    return new Command.CheckOut(stamp(), code);
  }

  public static Command excuse(String code) {
    return new Command.Excuse(stamp(), code, "Đi công tác");
  }

  public static Command absent(String code) {
    return new Command.Absent(stamp(), code, null);
  }

  public static Command walkIn(String fullName) {
    return new Command.WalkIn(stamp(), new Command.Newcomer.Unknown(fullName, null, null));
  }

  public static Command substitute(String code, String fullName) {
    Command.Newcomer person = new Command.Newcomer.Unknown(fullName, null, null);
    return new Command.Substitute(stamp(), code, person, null);
  }

  public static Command substituteByCode(String code, String known) {
    return new Command.Substitute(stamp(), code, new Command.Newcomer.Known(known), null);
  }

  public static Command undo(Answer done) {
    return undo(done.applied().id());
  }

  public static Command undo(UUID id) {
    return new Command.Undo(stamp(), id, null);
  }

  public static Command report(int counted) {
    return new Command.SiteReport(stamp(), counted, null);
  }

  public static Command forced(Command command) {
    return stamped(
        command,
        s ->
            new Command.Stamp(s.id(), s.rollCall(), s.happenedAt(), s.offline(), true, s.source()));
  }

  /** The command as a device sends it that had no line when it happened. */
  public static Command offline(Command command, Instant happenedAt) {
    return stamped(
        command,
        s -> new Command.Stamp(s.id(), s.rollCall(), happenedAt, true, s.force(), s.source()));
  }

  public static Command happened(Command command, Instant at) {
    return stamped(
        command,
        s -> new Command.Stamp(s.id(), s.rollCall(), at, s.offline(), s.force(), s.source()));
  }

  public static Command inRollCall(Command command, int rollCall) {
    return stamped(
        command,
        s ->
            new Command.Stamp(
                s.id(), rollCall, s.happenedAt(), s.offline(), s.force(), s.source()));
  }

  public static Command withId(Command command, UUID id) {
    return stamped(
        command,
        s ->
            new Command.Stamp(
                id, s.rollCall(), s.happenedAt(), s.offline(), s.force(), s.source()));
  }

  private static Command stamped(Command command, UnaryOperator<Command.Stamp> change) {
    Command.Stamp stamp = change.apply(command.stamp());
    return switch (command) {
      case Command.CheckIn c -> new Command.CheckIn(stamp, c.delegate());
      case Command.CheckOut c -> new Command.CheckOut(stamp, c.delegate());
      case Command.Excuse c -> new Command.Excuse(stamp, c.delegate(), c.reason());
      case Command.Absent c -> new Command.Absent(stamp, c.delegate(), c.reason());
      case Command.WalkIn c -> new Command.WalkIn(stamp, c.person());
      case Command.Substitute c ->
          new Command.Substitute(stamp, c.delegate(), c.person(), c.reason());
      case Command.Undo c -> new Command.Undo(stamp, c.undoes(), c.reason());
      case Command.SiteReport c -> new Command.SiteReport(stamp, c.counted(), c.note());
    };
  }

  /** For chains that set a scene. */
  public Rehearsal with(Consumer<Rehearsal> scene) {
    scene.accept(this);
    return this;
  }
}
