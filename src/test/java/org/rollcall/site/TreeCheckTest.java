package org.rollcall.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.attendance.SiteTree.Fault;

class TreeCheckTest {

  @Test
  void parentsMayStandAfterTheirChildren() {
    assertThat(TreeCheck.faults(SiteTree.EMPTY, List.of(site("B", "A"), site("A", null))))
        .isEmpty();
  }

  @Test
  void everySiteOfACycleIsAtFault() {
    assertThat(
            TreeCheck.faults(
                SiteTree.EMPTY,
                List.of(site("A", "C"), site("B", "A"), site("C", "B"), site("D", null))))
        .containsOnlyKeys("A", "B", "C")
        .containsValue(Fault.CYCLE);
  }

  @Test
  void whoMovesASubtreeTooDeepIsAtFault() {
    SiteTree before =
        SiteTree.EMPTY.with(chain(8), List.of()).with(List.of(site("R", null)), List.of());

    assertThat(TreeCheck.faults(before, List.of(site("S0", "R"))))
        .containsEntry("S0", Fault.TOO_DEEP);
  }

  @Test
  void aChainOfAHundredThousandIsJudgedInNoTime() {
    assertThat(TreeCheck.faults(SiteTree.EMPTY, chain(100_000))).hasSize(100_000 - 8);
  }

  private static List<Site> chain(int length) {
    List<Site> chain = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      chain.add(site("S" + i, i == 0 ? null : "S" + (i - 1)));
    }
    return chain;
  }

  private static Site site(String code, String parent) {
    return new Site(code, code, Site.Kind.BRANCH, parent, null, null, null, null, null);
  }
}
