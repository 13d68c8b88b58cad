package org.rollcall.attendance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one conference at one revision: the fold of its log. Events are applied by
 * the desk's thread alone; everything public may be read by any thread without waiting. A reader
 * who reads {@link #revision()} first sees at least that revision in all that is read after.
 */
public final class Register {
  private final KnownIds known = new KnownIds();
  private final Map<String, Person> people = new ConcurrentHashMap<>();
  private final PeopleIndex index = new PeopleIndex(people::get);
  private final SiteLists lists = new SiteLists();
  private final RollCallHistory rollCalls = new RollCallHistory();
  private final Set<String> sitesWithEvents = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> erased = new ConcurrentHashMap<>();

  /** Who recorded commands, each once: what stands in a million standings. */
  private final Map<String, String> recorders = new HashMap<>();

  private volatile Conference conference;
  private volatile SiteTree sites = SiteTree.EMPTY;
  private volatile long registryRevision;
  private volatile @Nullable Instant closedAt;
  private volatile @Nullable Instant erasedAt;
  private volatile long erasedRevision;
  private volatile long revision;

  Register(Conference conference) {
    this.conference = conference;
  }

  public Conference conference() {
    return conference;
  }

  /** The revision up to which the log is folded in. */
  public long revision() {
    return revision;
  }

  /**
   * The revision of the last change of sites or roster: a check made at it still holds while it
   * stays.
   */
  public long registryRevision() {
    return registryRevision;
  }

  public SiteTree sites() {
    return sites;
  }

  /** All roll calls, by number. */
  public List<RollCall> rollCalls() {
    return rollCalls.all();
  }

  public @Nullable RollCall rollCall(int id) {
    return rollCalls.of(id);
  }

  /** The one roll call that is open, or null. */
  public @Nullable RollCall open() {
    return rollCalls.open();
  }

  /**
   * The roll call that boards and greetings show: the open one, else the last closed, else the
   * first.
   */
  public RollCall current() {
    return rollCalls.current();
  }

  /** The number of the roll call that was closed last, 0 if none was. */
  public int lastClosed() {
    return rollCalls.lastClosed();
  }

  /** The records of a roll call, the first closing first. */
  public List<RollCallRecord> records(int rollCall) {
    return rollCalls.records(rollCall);
  }

  public @Nullable Person person(String code) {
    return people.get(code);
  }

  /** Everyone known, in no order. */
  public Collection<Person> people() {
    return Collections.unmodifiableCollection(people.values());
  }

  /** Some of those found, and how many all are. */
  public record Found(List<Person> people, long total) {}

  /**
   * Those in whose name, code, title or organisation each of these begins a word, and who fit, by
   * code. Takes in what changed of the roster up to {@link #revision()}; may compute for a while.
   *
   * @param foldedWords none for everybody
   * @param from how many of them to pass over
   */
  public Found find(List<String> foldedWords, Predicate<Person> fits, long from, int limit) {
    return index.find(foldedWords, fits, from, limit);
  }

  /**
   * Everyone who is or was on the list of that site in some roll call, by code; see {@link
   * Person#isOnListOf}.
   */
  public Collection<Person> peopleOf(String site) {
    return lists.people(site);
  }

  /**
   * The card, of now, of whom an event names: of a substitute's event the one who stands in. Null
   * for an event that names nobody.
   */
  public @Nullable Card namedBy(Event event) {
    Event.Companion person = event.person();
    return card(
        event.type() == EventType.SUBSTITUTE && person != null ? person.code() : event.delegate());
  }

  /** The card, of now, of whom a substitute's event replaces; null for any other event. */
  public @Nullable Card substitutedBy(Event event) {
    return event.type() == EventType.SUBSTITUTE ? card(event.delegate()) : null;
  }

  private @Nullable Card card(@Nullable String code) {
    Person person = code == null ? null : people.get(code);
    return person == null ? null : person.card(current().id());
  }

  /**
   * Whether events were recorded from the site or led people to it, so that it can no longer be
   * deleted.
   */
  public boolean hasEvents(String site) {
    return sitesWithEvents.contains(site);
  }

  /** When the conference was closed; null while it is not. */
  public @Nullable Instant closedAt() {
    return closedAt;
  }

  /** When the data of everyone in the conference were last erased; null if they never were. */
  public @Nullable Instant erasedAt() {
    return erasedAt;
  }

  /** Whether nothing happened since the data of everyone were erased. */
  public boolean isErased() {
    return erasedRevision > 0 && erasedRevision == revision;
  }

  /**
   * When the data behind a code were erased, whether or not somebody is registered under it; null
   * where they were not. Such a code takes no name any more.
   */
  public @Nullable Instant erasedAt(String code) {
    Person person = people.get(code);
    Instant at = person == null ? null : person.delegate().erasedAt();
    return at == null ? erased.get(code) : at;
  }

  /**
   * The revisions after {@code after} that concern the site, in order, or null where they are more
   * than {@code limit} or one of them changed its roster: then the list is to be fetched anew.
   */
  public long @Nullable [] revisionsOf(String site, long after, int limit) {
    return lists.revisions(site, after, limit);
  }

  /** The revision under which a command or change is in the log, or null. For the desk's thread. */
  public @Nullable Long revisionOf(UUID id) {
    return known.revisionOf(id);
  }

  /** Takes the next event of the log, and the rows that it makes visible. For the desk's thread. */
  Change apply(Event event, Rows rows) {
    if (event.revision() != revision + 1) {
      throw new IllegalStateException(
          "event " + event.revision() + " does not follow revision " + revision);
    }
    List<Shift> shifts = new ArrayList<>(2);
    Set<String> concerned = new LinkedHashSet<>(4);
    Set<String> rosterSites = Set.of();
    switch (event.type()) {
      case CONFERENCE -> applyConference(event);
      case ROLL_CALL -> rollCalls.apply(event, index::everyone);
      case SITE -> applySites(rows, event.revision(), concerned);
      case ROSTER -> {
        rosterSites = new LinkedHashSet<>();
        applyRoster(rows, event.revision(), shifts, rosterSites);
        for (Erasure erasure : rows.erasures()) {
          applyErasure(erasure, event.revision(), rosterSites);
        }
        concerned.addAll(rosterSites);
      }
      case CHECK_IN, CHECK_OUT, EXCUSE, ABSENT, WALK_IN, SUBSTITUTE, UNDO, SITE_REPORT -> {
        for (Delegate made : rows.delegates()) {
          put(new Person(made, event.revision()));
        }
        applyCommand(event, shifts, concerned);
        sitesWithEvents.addAll(concerned);
      }
    }
    for (String site : concerned) {
      lists.of(site).add(event.revision(), rosterSites.contains(site));
    }
    known.put(event.id(), event.revision());
    revision = event.revision();
    return new Change(event, shifts, concerned, rosterSites, null);
  }

  /**
   * Takes the labels that stand beside the log, before the events that made them. For the desk's
   * thread.
   */
  void relabel(Conference labels, Collection<RollCall> labelled) {
    conference = conference.labelled(labels);
    rollCalls.label(labelled);
  }

  private void applyConference(Event event) {
    ConferenceState before = conference.state();
    conference = conference.in(ConferenceState.valueOf(event.newPhase()));
    if (conference.state() != ConferenceState.CLOSED) {
      closedAt = null;
    } else if (before != ConferenceState.CLOSED) {
      closedAt = event.recordedAt();
    }
  }

  private void applySites(Rows rows, long at, Set<String> concerned) {
    sites = sites.with(rows.sites(), rows.removedSites());
    rows.sites().forEach(site -> concerned.add(site.code()));
    concerned.addAll(rows.removedSites());
    registryRevision = at;
  }

  private void applyRoster(Rows rows, long at, List<Shift> shifts, Set<String> touched) {
    for (Delegate row : rows.delegates()) {
      Instant forgotten = erasedAt(row.code());
      Delegate next = forgotten == null ? row : row.erased(forgotten);
      Person person = people.get(next.code());
      Delegate before = person == null ? null : person.delegate();
      if (person == null) {
        person = new Person(next, at);
        put(person);
      } else {
        boolean foundAlike = before != null && isFoundAlike(before, next);
        person.register(next, at);
        if (!foundAlike) {
          index.changed(person, before);
        }
      }
      shiftInAll(person, before, next, shifts);
      touch(before, touched);
      touch(next, touched);
      if (next.homeSite() != null) {
        lists.of(next.homeSite()).people().put(next.code(), person);
      }
      touchWhereStanding(person, touched);
    }
    for (String code : rows.removedDelegates()) {
      Person person = people.remove(code);
      if (person != null) {
        index.changed(person, person.delegate());
        lists.remove(code);
        shiftInAll(person, person.delegate(), null, shifts);
        touch(person.delegate(), touched);
      }
    }
    registryRevision = at;
  }

  /** Forgets who people are; no figure and no state depends on it. */
  private void applyErasure(Erasure erasure, long at, Set<String> touched) {
    String code = erasure.delegate();
    Person one = code == null ? null : people.get(code);
    Collection<Person> all =
        code == null ? people.values() : one == null ? List.of() : List.of(one);
    for (Person person : all) {
      Delegate before = person.delegate();
      person.register(before.erased(erasure.at()), at);
      index.changed(person, before);
      touch(person.delegate(), touched);
      touchWhereStanding(person, touched);
    }
    if (code == null) {
      sites = sites.withoutContacts();
      erasedAt = erasure.at();
      erasedRevision = at;
    } else {
      erased.put(code, erasure.at());
    }
    index.catchUpSoon();
    rollCalls.erase(code, erasure.at());
  }

  private void touchWhereStanding(Person person, Set<String> touched) {
    for (RollCall rollCall : rollCalls.all()) {
      concern(person.standing(rollCall.id()).site(), touched);
    }
  }

  private void shiftInAll(
      Person person, @Nullable Delegate before, @Nullable Delegate after, List<Shift> shifts) {
    for (RollCall rollCall : rollCalls.all()) {
      // a closed roll call keeps its figures, whatever becomes of the roster
      if (rollCall.state() != RollCallState.CLOSED) {
        Standing standing = person.standing(rollCall.id());
        shifts.add(new Shift(rollCall.id(), before, standing, after, standing));
      }
    }
  }

  private void applyCommand(Event event, List<Shift> shifts, Set<String> concerned) {
    concern(event.site(), concerned);
    if (event.delegate() != null) {
      boolean made = event.type() == EventType.WALK_IN;
      move(event, event.delegate(), event.to(), event.effective(), made, shifts, concerned);
    }
    Event.Companion companion = event.person();
    if (companion != null) {
      boolean made = companion.from() == null;
      move(
          event,
          companion.code(),
          companion.to(),
          event.personEffective(),
          made,
          shifts,
          concerned);
    }
  }

  private void move(
      Event event,
      String code,
      @Nullable Place to,
      boolean effective,
      boolean made,
      List<Shift> shifts,
      Set<String> concerned) {
    Person person = Objects.requireNonNull(people.get(code), code);
    person.named();
    Delegate delegate = person.delegate();
    int rollCall = event.rollCallId();
    Standing from = person.standing(rollCall);
    concern(delegate.homeSite(), concerned);
    concern(from.site(), concerned);
    if (delegate.madeAt() != null) {
      concern(delegate.madeAt(), concerned);
      lists.of(delegate.madeAt()).people().put(code, person);
    }
    boolean checksIn =
        event.type() == EventType.CHECK_IN || (to != null && to.state() == State.PRESENT);
    if (checksIn && event.site() != null && !event.late()) {
      person.seenAt(rollCall, lists.of(event.site()).alone());
    }
    if (!effective || to == null) {
      return;
    }
    Standing standing = standing(event, from, to);
    concern(standing.site(), concerned);
    if (standing.site() != null) {
      lists.of(standing.site()).people().put(code, person);
    }
    person.stand(rollCall, standing, event.revision());
    shifts.add(new Shift(rollCall, made ? null : delegate, from, delegate, standing));
  }

  private Standing standing(Event event, Standing from, Place to) {
    if (event.type() == EventType.UNDO && to.state() != State.VOID) {
      return Objects.requireNonNull(from.before(), "an undo with nothing to go back to");
    }
    return new Standing(
        to.state(),
        to.site() == null ? null : lists.of(to.site()).site(),
        event.happenedAt(),
        recorders.computeIfAbsent(event.recordedBy(), by -> by),
        event.id(),
        from);
  }

  private static boolean isFoundAlike(Delegate before, Delegate next) {
    return before.fullName().equals(next.fullName())
        && Objects.equals(before.title(), next.title())
        && Objects.equals(before.organisation(), next.organisation());
  }

  private void put(Person person) {
    people.put(person.code(), person);
    index.changed(person, null);
  }

  private static void concern(@Nullable String site, Set<String> concerned) {
    if (site != null) {
      concerned.add(site);
    }
  }

  private static void touch(@Nullable Delegate delegate, Set<String> touched) {
    if (delegate != null) {
      concern(delegate.homeSite(), touched);
      concern(delegate.madeAt(), touched);
    }
  }
}
