package org.rollcall.attendance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All sites of a conference at one revision, as a tree through their parents. Immutable. */
public final class SiteTree {
  /** The most levels that a tree of sites may have. */
  public static final int MAX_LEVELS = 8;

  /** No sites. */
  public static final SiteTree EMPTY = new SiteTree(new TreeMap<>());

  private final SortedMap<String, Site> sites;
  private final Map<String, List<String>> children = new TreeMap<>();
  private final List<String> roots = new ArrayList<>();

  SiteTree(SortedMap<String, Site> sites) {
    this.sites = Collections.unmodifiableSortedMap(sites);
    for (Site site : sites.values()) {
      String parent = site.parent();
      if (parent == null) {
        roots.add(site.code());
      } else {
        children.computeIfAbsent(parent, p -> new ArrayList<>()).add(site.code());
      }
    }
  }

  /** The tree after these sites were put and those removed. */
  public SiteTree with(Collection<Site> put, Collection<String> removed) {
    TreeMap<String, Site> next = new TreeMap<>(sites);
    put.forEach(site -> next.put(site.code(), site));
    removed.forEach(next::remove);
    return new SiteTree(next);
  }

  /** The same tree without who is to be called at its sites. */
  public SiteTree withoutContacts() {
    return with(sites.values().stream().map(Site::withoutContact).toList(), List.of());
  }

  public @Nullable Site get(String code) {
    return sites.get(code);
  }

  public boolean contains(String code) {
    return sites.containsKey(code);
  }

  /** All sites, by code. */
  public Collection<Site> all() {
    return sites.values();
  }

  public int size() {
    return sites.size();
  }

  /** The codes of the sites without a parent. */
  public List<String> roots() {
    return Collections.unmodifiableList(roots);
  }

  /** The codes of the sites right below this one. */
  public List<String> children(String code) {
    return Collections.unmodifiableList(children.getOrDefault(code, List.of()));
  }

  /** Whether the site is the other or stands anywhere below it. */
  public boolean isWithin(String code, String ancestor) {
    return contains(code) && path(code).contains(ancestor);
  }

  /**
   * The site and all above it, from itself to its root. Ends at a parent that is missing or met
   * before, or one level beyond the deepest that a tree may have.
   */
  public List<String> path(String code) {
    List<String> path = new ArrayList<>(MAX_LEVELS);
    String at = code;
    while (at != null && !path.contains(at) && path.size() <= MAX_LEVELS) {
      path.add(at);
      Site site = sites.get(at);
      at = site == null ? null : site.parent();
    }
    return path;
  }

  /** What is wrong with the site's place in this tree. */
  public enum Fault {
    NO_SUCH_PARENT,
    CYCLE,
    TOO_DEEP,
    MAIN_WITH_PARENT
  }

  /** Why the site may not stand where it does in this tree, or null if it may. */
  public @Nullable Fault fault(Site site) {
    if (site.kind() == Site.Kind.MAIN && site.parent() != null) {
      return Fault.MAIN_WITH_PARENT;
    }
    List<String> path = path(site.code());
    String top = path.getLast();
    Site last = sites.get(top);
    if (last == null) {
      return Fault.NO_SUCH_PARENT;
    }
    if (last.parent() != null) {
      return path.contains(last.parent()) ? Fault.CYCLE : Fault.TOO_DEEP;
    }
    boolean fits = path.size() <= MAX_LEVELS && fits(site.code(), MAX_LEVELS - path.size());
    return fits ? null : Fault.TOO_DEEP;
  }

  /** Whether there are no more than so many levels below the site. */
  private boolean fits(String code, int levels) {
    List<String> below = children(code);
    return below.isEmpty()
        || (levels > 0 && below.stream().allMatch(child -> fits(child, levels - 1)));
  }
}
