package org.rollcall.attendance;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What concerns each site: who is on its list, and which events. Written by the desk's thread, read
 * by any.
 */
final class SiteLists {
  private final Map<String, SiteList> lists = new ConcurrentHashMap<>();

  /** The site's; made where there is none. */
  SiteList of(String site) {
    return lists.computeIfAbsent(site, SiteList::new);
  }

  /** Everyone on the site's list, by code. */
  Collection<Person> people(String site) {
    SiteList list = lists.get(site);
    return list == null ? List.of() : Collections.unmodifiableCollection(list.people().values());
  }

  /** As {@link Register#revisionsOf}. */
  long @Nullable [] revisions(String site, long after, int limit) {
    SiteList list = lists.get(site);
    return list == null ? new long[0] : list.after(after, limit);
  }

  /** Takes somebody off all lists. */
  void remove(String code) {
    lists.values().forEach(list -> list.people().remove(code));
  }

  /** What concerns one site: the people on its list, and the revisions of its events. */
  static final class SiteList {
    private final List<String> alone;
    private final NavigableMap<String, Person> people = new ConcurrentSkipListMap<>();
    private long[] revisions = new long[4];
    private int size;
    private long rosterChanged;

    SiteList(String site) {
      alone = List.of(site);
    }

    /** The site's code: one and the same object for all who stand there. */
    String site() {
      return alone.getFirst();
    }

    List<String> alone() {
      return alone;
    }

    NavigableMap<String, Person> people() {
      return people;
    }

    synchronized void add(long revision, boolean roster) {
      if (size == revisions.length) {
        revisions = Arrays.copyOf(revisions, 2 * size);
      }
      revisions[size++] = revision;
      if (roster) {
        rosterChanged = revision;
      }
    }

    synchronized long @Nullable [] after(long after, int limit) {
      int from = Arrays.binarySearch(revisions, 0, size, after + 1);
      from = from < 0 ? -from - 1 : from;
      return rosterChanged > after || size - from > limit
          ? null
          : Arrays.copyOfRange(revisions, from, size);
    }
  }
}
