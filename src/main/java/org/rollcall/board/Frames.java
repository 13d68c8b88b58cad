package org.rollcall.board;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.ConferenceLabel;
import org.rollcall.attendance.RollCallLabel;
import org.rollcall.attendance.Site;
import org.rollcall.headcount.Figures;
import org.rollcall.headcount.SiteCount;
import org.rollcall.site.Link;

/** What the server says on the board socket, as protocol version 1 has it. */
final class Frames {
  private Frames() {}

  /** A plain sum of figures over some sites, and how many those are. */
  record Sums(
      int expected,
      int present,
      int own,
      int visitors,
      int walkIns,
      int substitutes,
      int presentElsewhere,
      int left,
      int excused,
      int absent,
      int substituted,
      int awaited,
      int sites,
      int sitesOnline,
      int sitesReported) {
    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Sums ofSubtree(SiteCount count, int online) {
      return NONE.plus(count.subtree(), count.subtreeSites(), online, count.subtreeReported());
    }

    Sums plus(Figures f, int moreSites, int moreOnline, int moreReported) {
      return new Sums(
          expected + f.expected(),
          present + f.present(),
          own + f.own(),
          visitors + f.visitors(),
          walkIns + f.walkIns(),
          substitutes + f.substitutes(),
          presentElsewhere + f.presentElsewhere(),
          left + f.left(),
          excused + f.excused(),
          absent + f.absent(),
          substituted + f.substituted(),
          awaited + f.awaited(),
          sites + moreSites,
          sitesOnline + moreOnline,
          sitesReported + moreReported);
    }
  }

  record SiteRow(
      String code,
      @Nullable String parent,
      String name,
      Site.Kind kind,
      Figures headcount,
      @Nullable Sums subtree,
      Link link,
      SiteCount.@Nullable Report report,
      @Nullable Instant firstAt,
      @Nullable Instant lastAt,
      @Nullable Integer seats) {}

  record SnapshotFrame(
      String type,
      UUID epoch,
      long revision,
      Instant asOf,
      ConferenceLabel conference,
      RollCallLabel rollCall,
      Sums totals,
      List<SiteRow> sites) {
    static final String TYPE = "snapshot";
  }

  record DeltaFrame(
      String type, long from, long revision, Instant asOf, Sums totals, List<SiteRow> sites) {
    static final String TYPE = "delta";
  }

  record HeartbeatFrame(String type, long revision, Instant asOf) {
    static final String TYPE = "heartbeat";
  }

  record ErrorFrame(String type, ErrorCode code, String message, @Nullable String id) {
    static final String TYPE = "error";
  }

  enum ErrorCode {
    MALFORMED_FRAME,
    UNKNOWN_TYPE,
    INVALID
  }
}
