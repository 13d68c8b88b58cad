package org.rollcall.board;

import java.util.HashMap;
import java.util.Map;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.site.Link;
import org.rollcall.site.Links;

/** The links of all sites of a conference at one time, summed up along the tree. Immutable. */
final class SiteLinks {
  private final SiteTree tree;
  private final long version;
  private final Map<String, Link> links = new HashMap<>();
  private final Map<String, Integer> online = new HashMap<>();

  private SiteLinks(SiteTree tree, long version) {
    this.tree = tree;
    this.version = version;
  }

  static SiteLinks of(Links links, long conference, SiteTree tree) {
    // read before the links are: what changes meanwhile shows as a newer version
    var now = new SiteLinks(tree, links.version(conference));
    for (Site site : tree.all()) {
      Link link = links.of(conference, site.code());
      if (link.state() == Link.State.NEVER) {
        continue;
      }
      now.links.put(site.code(), link);
      if (link.state() == Link.State.ONLINE) {
        tree.path(site.code()).forEach(above -> now.online.merge(above, 1, Integer::sum));
      }
    }
    return now;
  }

  /** The number by which {@link Links} knows the state of the links. */
  long version() {
    return version;
  }

  /** Whether these are the links of that tree, and none has changed since. */
  boolean areCurrent(SiteTree nowTree, long nowVersion) {
    return tree == nowTree && version == nowVersion;
  }

  Link of(String site) {
    return links.getOrDefault(site, Link.NEVER);
  }

  /** How many of a site and all below it are online. */
  int onlineWithin(String site) {
    return online.getOrDefault(site, 0);
  }

  /** Whether a site's row would show something else. */
  boolean differAt(String site, SiteLinks before) {
    return this != before
        && (!of(site).equals(before.of(site)) || onlineWithin(site) != before.onlineWithin(site));
  }
}
