package org.rollcall.board;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.SiteTree;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;

/**
 * What a board shows: a site, or all roots, and what is below down to some levels.
 *
 * @param site the canonical code of the one at the top; null for all roots
 * @param depth how many levels below the top
 */
record Scope(long conference, @Nullable String site, int depth) {
  static final int DEFAULT_DEPTH = 1;

  /** The scope that a request names, its code made canonical. */
  static Scope of(long conference, @Nullable String site, @Nullable Integer depth) {
    int levels = depth == null ? DEFAULT_DEPTH : depth;
    if (levels < 0) {
      throw Problem.badRequest("web.bad-parameter")
          .with(List.of(Fault.at("?depth", "INVALID", "board.depth-range")));
    }
    if (site == null) {
      return new Scope(conference, null, levels);
    }
    String code = Codes.canonical(site).orElseThrow(() -> noSuchSite(site));
    return new Scope(conference, code, levels);
  }

  static Problem noSuchSite(String site) {
    return Problem.notFound("board.no-site", site);
  }

  /** Whether there is something to show: all roots always are, a site may be gone. */
  boolean standsIn(SiteTree tree) {
    return site == null || tree.contains(site);
  }

  /** The sites at the top. */
  List<String> tops(SiteTree tree) {
    return site == null ? tree.roots() : List.of(site);
  }

  /**
   * The sites shown, each before those below it. Where they are more than {@code max}, the first
   * {@code max} and one more.
   */
  List<String> shown(SiteTree tree, int max) {
    List<String> shown = new ArrayList<>();
    for (String top : tops(tree)) {
      show(tree, top, depth, max, shown);
    }
    return shown;
  }

  private static void show(SiteTree tree, String code, int levels, int max, List<String> shown) {
    if (shown.size() > max) {
      return;
    }
    shown.add(code);
    if (levels > 0) {
      for (String child : tree.children(code)) {
        show(tree, child, levels - 1, max, shown);
      }
    }
  }
}
