package org.rollcall.site;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Folding;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.web.Problem;

/**
 * Which sites are asked for.
 *
 * @param parent those right below that one; the empty text for those below none, null for all
 * @param words folded; each is a prefix of some word of code, name or address
 */
record SiteSearch(@Nullable String parent, List<String> words) {
  static SiteSearch of(@Nullable String parent, @Nullable String q, SiteTree tree) {
    if (parent == null || parent.isBlank()) {
      return new SiteSearch(parent == null ? null : "", Folding.words(q));
    }
    String code = Codes.canonical(parent).orElse(parent);
    if (!tree.contains(code)) {
      throw Problem.notFound("site.none", code);
    }
    return new SiteSearch(code, Folding.words(q));
  }

  boolean fits(Site site) {
    return isBelowParent(site) && matches(site);
  }

  private boolean isBelowParent(Site site) {
    return parent == null || parent.equals(site.parent() == null ? "" : site.parent());
  }

  private boolean matches(Site site) {
    if (words.isEmpty()) {
      return true;
    }
    String code = Folding.fold(site.code());
    // a code is found by its parts ("07") and as it is typed ("cl07")
    String text =
        String.join(
            " ",
            "",
            code,
            code.replace(" ", ""),
            Folding.fold(site.name()),
            site.address() == null ? "" : Folding.fold(site.address()));
    return words.stream().allMatch(word -> text.contains(' ' + word));
  }
}
