package org.rollcall.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.attendance.SiteTree.Fault;

/**
 * Looks whether a tree may become another, in time proportional to its sites whatever they are: a
 * table can hold a chain of any length.
 */
public final class TreeCheck {
  private TreeCheck() {}

  /**
   * What is wrong with the tree after these sites were put, by the code of the one put that makes
   * it so.
   */
  public static Map<String, Fault> faults(SiteTree before, Collection<Site> put) {
    SiteTree after = before.with(put, List.of());
    TreeSet<String> changed = new TreeSet<>();
    put.forEach(site -> changed.add(site.code()));
    Map<String, Fault> faults = new LinkedHashMap<>();
    for (Site site : put) {
      Fault fault = fault(after, site);
      if (fault != null) {
        faults.put(site.code(), fault);
      }
    }
    for (Site site : after.all()) {
      if (changed.contains(site.code()) || fault(after, site) == null) {
        continue;
      }
      // it stands too deep because one above it was put elsewhere
      for (String above : climb(after, site)) {
        if (changed.contains(above)) {
          faults.putIfAbsent(above, Fault.TOO_DEEP);
          break;
        }
      }
    }
    return faults;
  }

  private static @Nullable Fault fault(SiteTree tree, Site site) {
    String parent = site.parent();
    if (parent == null) {
      return null;
    }
    if (site.kind() == Site.Kind.MAIN) {
      return Fault.MAIN_WITH_PARENT;
    }
    if (!tree.contains(parent)) {
      return Fault.NO_SUCH_PARENT;
    }
    List<String> path = climb(tree, site);
    Site top = tree.get(path.getLast());
    if (top == null || top.parent() == null) {
      // a parent missing further up is that one's own fault
      return path.size() > SiteTree.MAX_LEVELS ? Fault.TOO_DEEP : null;
    }
    return path.contains(top.parent()) ? Fault.CYCLE : Fault.TOO_DEEP;
  }

  /** The site and those above it, one more than may stand in a path at most. */
  private static List<String> climb(SiteTree tree, Site site) {
    List<String> path = new ArrayList<>(SiteTree.MAX_LEVELS + 1);
    Site at = site;
    while (at != null && path.size() <= SiteTree.MAX_LEVELS && !path.contains(at.code())) {
      path.add(at.code());
      at = at.parent() == null ? null : tree.get(at.parent());
    }
    return path;
  }
}
