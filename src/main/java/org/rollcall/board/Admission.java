package org.rollcall.board;

import jakarta.inject.Singleton;
import java.util.List;
import org.rollcall.access.Caller;
import org.rollcall.attendance.SiteTree;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;

/** Who may see what, and how much at once: the same for the socket and for HTTP. */
@Singleton
final class Admission {
  private final BoardLimits limits;

  Admission(BoardLimits limits) {
    this.limits = limits;
  }

  /**
   * Lets pass who may see all of that scope.
   *
   * @throws Problem 403 without the right, 404 without the site, 400 with too many sites
   */
  void admit(Caller caller, Scope scope, SiteTree tree) {
    caller.requireFigures(scope.conference(), scope.site(), tree::isWithin);
    requireShowable(scope, tree);
  }

  /**
   * Lets pass what can be shown of that tree.
   *
   * @throws Problem 404 without the site, 400 with too many sites
   */
  void requireShowable(Scope scope, SiteTree tree) {
    if (scope.site() != null && !scope.standsIn(tree)) {
      throw Scope.noSuchSite(scope.site());
    }
    if (scope.shown(tree, limits.maxSites()).size() > limits.maxSites()) {
      throw Problem.badRequest("board.too-many-sites", limits.maxSites())
          .with(
              List.of(
                  Fault.at("?depth", "TOO_MANY_SITES", "board.too-many-sites", limits.maxSites())));
    }
  }
}
