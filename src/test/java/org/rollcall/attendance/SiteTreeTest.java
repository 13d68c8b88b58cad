package org.rollcall.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.attendance.Rehearsal.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteTreeTest {
  private static SiteTree tree(Site... sites) {
    return SiteTree.EMPTY.with(Arrays.asList(sites), List.of());
  }

  private final SiteTree province =
      tree(site("XA1", "HUYEN"), site("TINH", null), site("HUYEN", "TINH"), site("XA2", "HUYEN"));

  @Test
  void aTreeIsReadAlongItsParents() {
    assertThat(province.roots()).containsExactly("TINH");
    assertThat(province.children("HUYEN")).containsExactly("XA1", "XA2");
    assertThat(province.children("XA1")).isEmpty();
    assertThat(province.path("XA2")).containsExactly("XA2", "HUYEN", "TINH");
    assertThat(province.size()).isEqualTo(4);
  }

  @Test
  void aSiteIsWithinItselfAndAllAboveIt() {
    assertThat(province.isWithin("XA1", "XA1")).isTrue();
    assertThat(province.isWithin("XA1", "TINH")).isTrue();
    assertThat(province.isWithin("XA1", "XA2")).isFalse();
    assertThat(province.isWithin("TINH", "XA1")).isFalse();
    assertThat(province.isWithin("NONE", "NONE")).isFalse();
  }

  @Test
  void aTreeChangesByMakingAnother() {
    SiteTree next = province.with(List.of(site("XA1", "TINH")), List.of("XA2"));

    assertThat(next.children("TINH")).containsExactly("HUYEN", "XA1");
    assertThat(next.contains("XA2")).isFalse();
    assertThat(province.contains("XA2")).isTrue();
    assertThat(province.children("TINH")).containsExactly("HUYEN");
  }

  @Test
  void aSiteUnderItselfIsACycle() {
    Site own = site("A", "A");
    assertThat(tree(own).fault(own)).isEqualTo(SiteTree.Fault.CYCLE);
    Site one = site("A", "C");
    assertThat(tree(one, site("B", "A"), site("C", "B")).fault(one))
        .isEqualTo(SiteTree.Fault.CYCLE);
    Site above = site("D", "A");
    assertThat(tree(one, site("B", "A"), site("C", "B"), above).fault(above))
        .isEqualTo(SiteTree.Fault.CYCLE);
  }

  @Test
  void aParentMustBeThere() {
    Site lost = site("A", "NONE");
    assertThat(tree(lost).fault(lost)).isEqualTo(SiteTree.Fault.NO_SUCH_PARENT);
  }

  @Test
  void aMainSiteHasNoParent() {
    Site main = new Site("A", "Hội trường", Site.Kind.MAIN, "TINH", null, null, null, null, null);
    assertThat(province.with(List.of(main), List.of()).fault(main))
        .isEqualTo(SiteTree.Fault.MAIN_WITH_PARENT);
  }

  @Test
  void aTreeHasAtMostEightLevels() {
    SiteTree eight = chain(8);
    assertThat(eight.all()).allSatisfy(site -> assertThat(eight.fault(site)).isNull());

    SiteTree nine = chain(9);
    assertThat(nine.fault(nine.get("L8"))).isEqualTo(SiteTree.Fault.TOO_DEEP);
    assertThat(nine.fault(nine.get("L0")))
        .as("what is below counts, so that a subtree is not hung too deep")
        .isEqualTo(SiteTree.Fault.TOO_DEEP);
  }

  @Test
  void aChainOfAWholeNationIsToldTooDeepAtOnce() {
    SiteTree chain = chain(20_000);

    assertThat(chain.fault(chain.get("L0"))).isEqualTo(SiteTree.Fault.TOO_DEEP);
    assertThat(chain.fault(chain.get("L19999"))).isEqualTo(SiteTree.Fault.TOO_DEEP);
  }

  private static SiteTree chain(int levels) {
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      sites.add(site("L" + i, i == 0 ? null : "L" + (i - 1)));
    }
    return SiteTree.EMPTY.with(sites, List.of());
  }
}
