package org.rollcall.headcount;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Change;
import org.rollcall.attendance.Conference;
import org.rollcall.attendance.Event;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.RollCall;
import org.rollcall.attendance.RollCallState;
import org.rollcall.attendance.Shift;
import org.rollcall.attendance.SiteTree;

/**
 * The figures of one conference, in all its roll calls. Written by the desk's thread, read by any:
 * a reader waits for one event to be counted at most, and what it reads at once belongs together.
 */
public final class ConferenceCounts {
  /** The figures of a closed roll call, as its last record has them. */
  private record Frozen(long revision, SiteTree tree, Map<String, SiteCount> sites) {}

  private final Map<Integer, Tally> tallies = new HashMap<>();
  private final Map<Integer, Frozen> frozen = new HashMap<>();
  private Conference conference;
  private RollCall current;
  private SiteTree tree;
  private long revision;
  private long structureRevision;

  /**
   * Counts from the start what the log tells; the register must be where its first events left it.
   */
  ConferenceCounts(Register register) {
    conference = register.conference();
    current = register.current();
    tree = register.sites();
  }

  synchronized void apply(Register register, Change change) {
    Event event = change.event();
    revision = event.revision();
    tallies.values().forEach(tally -> tally.at(revision));
    switch (event.type()) {
      case CONFERENCE -> structureRevision = revision;
      case ROLL_CALL -> turn(register, event.rollCallId());
      case SITE -> {
        tree = register.sites();
        tallies.forEach((id, tally) -> plantIfShown(register, id, tally));
        structureRevision = revision;
      }
      case SITE_REPORT -> {
        if (event.effective()) {
          tally(register, event.rollCallId()).report(event);
        }
      }
      case ROSTER -> {
        if (register.isErased()) {
          forgetContacts(register);
        }
      }
      case CHECK_IN, CHECK_OUT, EXCUSE, ABSENT, WALK_IN, SUBSTITUTE, UNDO -> {}
    }
    for (Shift shift : change.shifts()) {
      tally(register, shift.rollCall()).shift(shift, event.type());
    }
    conference = register.conference();
    current = register.current();
  }

  /**
   * Boards show the current roll call along the tree of now, closed or not. What others were when
   * they were closed is kept beside, and a closed one that is no longer current never is again.
   */
  private void plantIfShown(Register register, int id, Tally tally) {
    RollCall rollCall = register.rollCall(id);
    boolean open = rollCall != null && rollCall.state() != RollCallState.CLOSED;
    if (open || id == register.current().id()) {
      tally.plant(tree);
    }
  }

  /** No figure depends on whom to call at a site; the trees kept here would go on holding it. */
  private void forgetContacts(Register register) {
    tree = register.sites();
    frozen.replaceAll(
        (id, kept) -> new Frozen(kept.revision(), kept.tree().withoutContacts(), kept.sites()));
  }

  private void turn(Register register, int id) {
    structureRevision = revision;
    RollCall rollCall = register.rollCall(id);
    if (rollCall == null) {
      return;
    }
    if (rollCall.state() == RollCallState.CLOSED) {
      frozen.put(id, new Frozen(revision, tree, tally(register, id).all()));
    } else if (frozen.remove(id) != null) {
      // while it was closed it did not hear of the roster
      tally(register, id).recount(id, tree, register.people());
    } else {
      tally(register, id);
    }
  }

  private Tally tally(Register register, int rollCall) {
    Tally tally = tallies.get(rollCall);
    if (tally == null) {
      tally = new Tally();
      tally.at(revision);
      tally.recount(rollCall, tree, register.people());
      tallies.put(rollCall, tally);
    }
    return tally;
  }

  /** The revision up to which everything is counted. */
  public synchronized long revision() {
    return revision;
  }

  /** A site's own figures in the current roll call. */
  public synchronized Figures own(String site) {
    Tally tally = tallies.get(current.id());
    return tally == null ? new Tally().own(site) : tally.own(site);
  }

  /** A site's count in the current roll call. */
  public synchronized SiteCount count(String site) {
    Tally tally = tallies.get(current.id());
    return tally == null ? new Tally().of(site) : tally.of(site);
  }

  /** The current roll call's figures of the sites that {@code chosen} picks from the tree. */
  public synchronized Snapshot snapshot(Function<SiteTree, Collection<String>> chosen) {
    Tally tally = tallies.getOrDefault(current.id(), new Tally());
    List<SiteCount> sites = new ArrayList<>();
    chosen.apply(tree).forEach(site -> sites.add(tally.of(site)));
    return new Snapshot(revision, structureRevision, conference, current, tree, sites);
  }

  /**
   * A roll call's figures: as they are now, or of a closed one as its last record has them. Null if
   * there is no such roll call.
   */
  public synchronized @Nullable Snapshot snapshot(
      RollCall rollCall, Function<SiteTree, Collection<String>> chosen) {
    Tally tally = tallies.get(rollCall.id());
    Frozen closed = frozen.get(rollCall.id());
    if (tally == null) {
      return null;
    }
    SiteTree as = closed == null ? tree : closed.tree();
    List<SiteCount> sites = new ArrayList<>();
    for (String site : chosen.apply(as)) {
      SiteCount count = closed == null ? tally.of(site) : closed.sites().get(site);
      if (count != null) {
        sites.add(count);
      }
    }
    long at = closed == null ? revision : closed.revision();
    return new Snapshot(at, structureRevision, conference, rollCall, as, sites);
  }

  /**
   * Arrivals per minute, of a site or of all, without those undone. Minutes nobody came in are left
   * out.
   */
  public synchronized SortedMap<Instant, Integer> arrivals(int rollCall, @Nullable String site) {
    Tally tally = tallies.get(rollCall);
    return tally == null ? new Tally().arrivals(site) : tally.arrivals(site);
  }
}
