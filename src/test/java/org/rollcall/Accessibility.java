package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;

/** Whether everybody can use what a page shows. */
public final class Accessibility {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  private Accessibility() {}

  /** Asserts that axe finds nothing grave, and that nothing is wider than the screen. */
  public static void check(Page page, String view) {
    // what is moving has no colours yet
    page.waitForFunction(
        "() => document.getAnimations().every(each => each.playState !== 'running')");
    assertThat(grave(page)).as(view).isEmpty();
    assertThat((boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .as("%s is no wider than its screen", view)
        .isTrue();
  }

  private static List<String> grave(Page page) {
    // without the second page that frames would need: there are none
    return new AxeBuilder(page)
        .setLegacyMode(true).analyze().getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .map(Accessibility::told)
            .toList();
  }

  private static String told(Rule rule) {
    return rule.getId()
        + rule.getNodes().stream()
            .map(node -> " " + node.getHtml() + " " + node.getFailureSummary())
            .toList();
  }
}
