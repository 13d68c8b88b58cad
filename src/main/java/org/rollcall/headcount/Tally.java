package org.rollcall.headcount;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Event;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.Person;
import org.rollcall.attendance.Shift;
import org.rollcall.attendance.SiteTree;
import org.rollcall.attendance.Standing;
import org.rollcall.attendance.State;

/**
 * The figures of one roll call, per site and per subtree. Not safe for threads: its owner guards
 * it.
 */
final class Tally {
  private static final int EXPECTED = 0;
  private static final int OWN = 1;
  private static final int VISITORS = 2;
  private static final int WALK_INS = 3;
  private static final int SUBSTITUTES = 4;
  private static final int ELSEWHERE = 5;
  private static final int LEFT = 6;
  private static final int EXCUSED = 7;
  private static final int ABSENT = 8;
  private static final int SUBSTITUTED = 9;
  private static final int AWAITED = 10;
  private static final int SIZE = 11;

  private static final class Counter {
    final int[] own = new int[SIZE];
    final int[] subtree = new int[SIZE];
    int subtreeSites;
    int subtreeReported;
    SiteCount.@Nullable Report report;
    @Nullable Instant firstAt;
    @Nullable Instant lastAt;
    final Arrivals arrivals = new Arrivals();
    @Nullable Counter parent;
    long changedAt;
  }

  private final Map<String, Counter> counters = new HashMap<>();
  private long revision;

  /** What is counted from here on happens at this revision. */
  void at(long next) {
    revision = next;
  }

  /** Counts everyone anew, as they are registered and stand now. Reports and arrivals stay. */
  void recount(int rollCall, SiteTree sites, Collection<Person> people) {
    for (Counter counter : counters.values()) {
      Arrays.fill(counter.own, 0);
    }
    for (Person person : people) {
      count(person.delegate(), person.standing(rollCall), 1);
    }
    plant(sites);
  }

  /** Takes the tree as it is now, and sums up along it. */
  void plant(SiteTree sites) {
    sites.all().forEach(site -> counter(site.code()));
    counters.keySet().removeIf(code -> !sites.contains(code));
    for (Counter counter : counters.values()) {
      System.arraycopy(counter.own, 0, counter.subtree, 0, SIZE);
      counter.parent = null;
      counter.changedAt = revision;
      counter.subtreeSites = 1;
      counter.subtreeReported = counter.report == null ? 0 : 1;
    }
    sites
        .all()
        .forEach(site ->
            counter(site.code()).parent =
                site.parent() == null ? null : counters.get(site.parent()));
    for (Counter counter : counters.values()) {
      for (Counter above = counter.parent; above != null; above = above.parent) {
        for (int i = 0; i < SIZE; i++) {
          above.subtree[i] += counter.own[i];
        }
        above.subtreeSites++;
        above.subtreeReported += counter.report == null ? 0 : 1;
      }
    }
  }

  /** Moves one person's contribution. */
  void shift(Shift shift, EventType type) {
    if (shift.before() != null) {
      count(shift.before(), shift.from(), -1);
    }
    if (shift.after() != null) {
      count(shift.after(), shift.to(), 1);
    }
    comeOrGo(shift, type);
  }

  private void comeOrGo(Shift shift, EventType type) {
    String was = shift.from().state() == State.PRESENT ? shift.from().site() : null;
    String is = shift.to().state() == State.PRESENT ? shift.to().site() : null;
    Instant since = shift.to().since();
    if (was != null && !was.equals(is)) {
      stale(counter(was));
      if (type == EventType.UNDO && shift.from().since() != null) {
        counter(was).arrivals.add(shift.from().since(), -1);
      }
    }
    if (is != null && !is.equals(was) && since != null) {
      Counter counter = counter(is);
      stale(counter);
      if (type != EventType.UNDO) {
        counter.arrivals.add(since, 1);
        counter.firstAt =
            counter.firstAt == null || since.isBefore(counter.firstAt) ? since : counter.firstAt;
        counter.lastAt =
            counter.lastAt == null || since.isAfter(counter.lastAt) ? since : counter.lastAt;
      }
    }
  }

  private static void stale(Counter counter) {
    SiteCount.Report report = counter.report;
    if (report != null && report.current()) {
      counter.report = new SiteCount.Report(report.at(), report.counted(), false);
    }
  }

  void report(Event event) {
    String site = event.site();
    Integer counted = event.counted();
    if (site == null || counted == null) {
      return;
    }
    Counter counter = counter(site);
    if (counter.report == null) {
      for (Counter at = counter; at != null; at = at.parent) {
        at.subtreeReported++;
        at.changedAt = revision;
      }
    }
    counter.report = new SiteCount.Report(event.happenedAt(), counted, true);
    counter.changedAt = revision;
  }

  SiteCount of(String site) {
    Counter c = counters.get(site);
    return c == null
        ? new SiteCount(
            site, figures(new int[SIZE]), figures(new int[SIZE]), 1, 0, null, null, null, 0)
        : new SiteCount(
            site,
            figures(c.own),
            figures(c.subtree),
            c.subtreeSites,
            c.subtreeReported,
            c.report,
            c.firstAt,
            c.lastAt,
            c.changedAt);
  }

  Figures own(String site) {
    Counter counter = counters.get(site);
    return figures(counter == null ? new int[SIZE] : counter.own);
  }

  /** Everything, as it is now. */
  Map<String, SiteCount> all() {
    Map<String, SiteCount> all = new HashMap<>();
    counters.keySet().forEach(site -> all.put(site, of(site)));
    return all;
  }

  SortedMap<Instant, Integer> arrivals(@Nullable String site) {
    List<Counter> wanted = new ArrayList<>();
    if (site == null) {
      wanted.addAll(counters.values());
    } else if (counters.containsKey(site)) {
      wanted.add(counter(site));
    }
    SortedMap<Instant, Integer> sum = new TreeMap<>();
    wanted.forEach(c -> c.arrivals.addTo(sum));
    sum.values().removeIf(n -> n == 0);
    return sum;
  }

  private void count(Delegate delegate, Standing standing, int by) {
    String home = delegate.homeSite();
    if (delegate.expected() && home != null) {
      add(home, EXPECTED, by);
      switch (standing.state()) {
        case PRESENT -> {
          String at = siteOf(standing);
          if (home.equals(at)) {
            add(home, OWN, by);
          } else {
            add(at, VISITORS, by);
            add(home, ELSEWHERE, by);
          }
        }
        case AWAITED -> add(home, AWAITED, by);
        case LEFT -> add(home, LEFT, by);
        case EXCUSED -> add(home, EXCUSED, by);
        case ABSENT -> add(home, ABSENT, by);
        case SUBSTITUTED -> add(home, SUBSTITUTED, by);
        case VOID -> {}
      }
    } else if (standing.state() == State.PRESENT) {
      // someone withdrawn is present without being on the roster, as a walk-in is
      boolean substitute = delegate.kind() == Delegate.Kind.SUBSTITUTE;
      add(siteOf(standing), substitute ? SUBSTITUTES : WALK_INS, by);
    }
  }

  private static String siteOf(Standing present) {
    String site = present.site();
    if (site == null) {
      throw new IllegalStateException("present at no site");
    }
    return site;
  }

  private void add(String site, int figure, int by) {
    Counter counter = counter(site);
    counter.own[figure] += by;
    for (Counter at = counter; at != null; at = at.parent) {
      at.subtree[figure] += by;
      at.changedAt = revision;
    }
  }

  private Counter counter(String site) {
    return counters.computeIfAbsent(site, s -> new Counter());
  }

  private static Figures figures(int[] c) {
    return new Figures(
        c[EXPECTED],
        c[OWN] + c[VISITORS] + c[WALK_INS] + c[SUBSTITUTES],
        c[OWN],
        c[VISITORS],
        c[WALK_INS],
        c[SUBSTITUTES],
        c[ELSEWHERE],
        c[LEFT],
        c[EXCUSED],
        c[ABSENT],
        c[SUBSTITUTED],
        c[AWAITED]);
  }
}
