package org.rollcall.site;

import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.web.Listing;
import org.rollcall.web.Page;

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

  /** A page of those sites asked for that the caller sees, by code. */
  Listing<ListedSite> list(SiteSearch search, Page page) {
    Listing<Site> found =
        page.of(
            tree.all().stream()
                .filter(site -> top == null || tree.isWithin(site.code(), top))
                .filter(search::fits)
                .toList());
    return new Listing<>(
        found.items().stream()
            .map(site -> new ListedSite(shown(site), tree.children(site.code()).size()))
            .toList(),
        found.total());
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
