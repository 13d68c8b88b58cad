package org.rollcall.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;

/** What a caller sees of the sites: which of them, and whether with the names of people. */
final class SiteSight {
  private final SiteTree tree;
  private final @Nullable String top;
  private final boolean names;

  private SiteSight(SiteTree tree, @Nullable String top, boolean names) {
    this.tree = tree;
    this.top = top;
    this.names = names;
  }

  static SiteSight of(Caller caller, SiteTree tree) {
    return switch (caller) {
      case Caller.Organizer _, Caller.Viewer _ -> new SiteSight(tree, null, true);
      case Caller.Coordinator coordinator -> new SiteSight(tree, coordinator.site(), true);
      case Caller.BoardPass _ -> new SiteSight(tree, null, false);
    };
  }

  /** The sites that the caller sees, by code. */
  List<Site> visible() {
    return tree.all().stream()
        .filter(site -> top == null || tree.isWithin(site.code(), top))
        .map(this::shown)
        .toList();
  }

  /** A site as the caller sees it. */
  Site shown(Site site) {
    return names
        ? site
        : new Site(
            site.code(),
            site.name(),
            site.kind(),
            site.parent(),
            site.address(),
            site.seats(),
            null,
            null,
            null);
  }
}
