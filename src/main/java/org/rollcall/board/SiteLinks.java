package org.rollcall.board;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.site.Link;
import org.rollcall.site.Links;

/**
 * The links of all sites of a conference at one time, summed up along the tree. Immutable: the next
 * one is made of this one and what changed since, with two copies of plain arrays, because at a
 * nation's size some link changes at every tick.
 */
final class SiteLinks {
  private static final long NOTHING_YET = 0;
  private static final int NO_PARENT = -1;

  private final Places places;
  private final long version;
  private final Link[] links;
  private final int[] online;

  private SiteLinks(Places places, long version, Link[] links, int[] online) {
    this.places = places;
    this.version = version;
    this.links = links;
    this.online = online;
  }

  /** The links of that tree's sites now. Costs as much as the tree has sites. */
  static SiteLinks of(Links links, long conference, SiteTree tree) {
    Link[] never = new Link[tree.size()];
    Arrays.fill(never, Link.NEVER);
    return new SiteLinks(Places.of(tree), NOTHING_YET, never, new int[tree.size()])
        .next(links, conference);
  }

  /** The same sites' links now. Costs little more than what changed. */
  SiteLinks next(Links now, long conference) {
    // read before the links are: what changes meanwhile is among the next changes
    long next = now.version(conference);
    if (next == version) {
      return this;
    }
    Link[] nextLinks = links.clone();
    int[] nextOnline = online.clone();
    for (String site : now.changedSince(conference, version)) {
      Integer place = places.index.get(site);
      if (place != null) {
        Link link = now.of(conference, site);
        int more = count(link) - count(nextLinks[place]);
        nextLinks[place] = link;
        if (more != 0) {
          places.add(nextOnline, place, more);
        }
      }
    }
    return new SiteLinks(places, next, nextLinks, nextOnline);
  }

  private static int count(Link link) {
    return link.state() == Link.State.ONLINE ? 1 : 0;
  }

  /** The number by which {@link Links} knows the state of the links. */
  long version() {
    return version;
  }

  /** Whether these are the links of that tree. */
  boolean areOf(SiteTree tree) {
    return places.tree == tree;
  }

  Link of(String site) {
    Integer place = places.index.get(site);
    return place == null ? Link.NEVER : links[place];
  }

  /** How many of a site and all below it are online. */
  int onlineWithin(String site) {
    Integer place = places.index.get(site);
    return place == null ? 0 : online[place];
  }

  /** Whether a site's row would show something else. */
  boolean differAt(String site, SiteLinks before) {
    return this != before
        && (!of(site).equals(before.of(site)) || onlineWithin(site) != before.onlineWithin(site));
  }

  /** Where in the arrays each site of a tree stands, and where the one above it. */
  private record Places(SiteTree tree, Map<String, Integer> index, int[] parents) {
    static Places of(SiteTree tree) {
      Map<String, Integer> index = HashMap.newHashMap(tree.size());
      for (Site site : tree.all()) {
        index.put(site.code(), index.size());
      }
      int[] parents = new int[tree.size()];
      int next = 0;
      for (Site site : tree.all()) {
        parents[next++] = place(index, site.parent());
      }
      return new Places(tree, index, parents);
    }

    private static int place(Map<String, Integer> index, @Nullable String parent) {
      Integer place = parent == null ? null : index.get(parent);
      return place == null ? NO_PARENT : place;
    }

    /** Adds to the site and to all above it. */
    void add(int[] sums, int place, int more) {
      int at = place;
      // no deeper than a tree may be, should one ever have a ring
      for (int level = 0; at != NO_PARENT && level <= SiteTree.MAX_LEVELS; level++) {
        sums[at] += more;
        at = parents[at];
      }
    }
  }
}
