package org.rollcall.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rollcall.attendance.ConferenceLabel;
import org.rollcall.attendance.RollCallLabel;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.headcount.SiteCount;
import org.rollcall.headcount.Snapshot;

/** What one scope shows at one time: figures and links, made into frames. */
record Showing(Scope scope, Snapshot snapshot, SiteLinks links) {

  /**
   * All of it.
   *
   * @param revision which figures these are; may be older than the snapshot's where nothing that is
   *     shown changed since
   */
  Frames.SnapshotFrame whole(long revision, Instant asOf) {
    return new Frames.SnapshotFrame(
        Frames.SnapshotFrame.TYPE,
        snapshot.conference().epoch(),
        revision,
        asOf,
        ConferenceLabel.of(snapshot.conference()),
        RollCallLabel.of(snapshot.rollCall()),
        totals(),
        rows(snapshot.sites()));
  }

  /** The counts of those sites whose row shows something else than at that revision. */
  List<SiteCount> changedSince(long revision, SiteLinks before) {
    List<SiteCount> changed = new ArrayList<>();
    for (SiteCount count : snapshot.sites()) {
      if (count.changedAt() > revision || links.differAt(count.site(), before)) {
        changed.add(count);
      }
    }
    return changed;
  }

  Frames.DeltaFrame delta(long from, List<SiteCount> changed, Instant asOf) {
    return new Frames.DeltaFrame(
        Frames.DeltaFrame.TYPE, from, snapshot.revision(), asOf, totals(), rows(changed));
  }

  private Frames.Sums totals() {
    Set<String> tops = Set.copyOf(scope.tops(snapshot.tree()));
    Frames.Sums totals = Frames.Sums.NONE;
    for (SiteCount count : snapshot.sites()) {
      if (tops.contains(count.site())) {
        totals =
            totals.plus(
                count.subtree(),
                count.subtreeSites(),
                links.onlineWithin(count.site()),
                count.subtreeReported());
      }
    }
    return totals;
  }

  private List<Frames.SiteRow> rows(List<SiteCount> counts) {
    SiteTree tree = snapshot.tree();
    List<Frames.SiteRow> rows = new ArrayList<>(counts.size());
    for (SiteCount count : counts) {
      Site site = tree.get(count.site());
      if (site != null) {
        rows.add(row(site, count, tree));
      }
    }
    return rows;
  }

  private Frames.SiteRow row(Site site, SiteCount count, SiteTree tree) {
    String code = site.code();
    return new Frames.SiteRow(
        code,
        site.parent(),
        site.name(),
        site.kind(),
        count.own(),
        tree.children(code).isEmpty()
            ? null
            : Frames.Sums.ofSubtree(count, links.onlineWithin(code)),
        links.of(code),
        count.report(),
        count.firstAt(),
        count.lastAt(),
        site.seats());
  }
}
