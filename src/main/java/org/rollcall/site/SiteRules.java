package org.rollcall.site;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Folding;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.web.Fault;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;

/** What the fields of a site may be, in a body as in a table. */
public final class SiteRules {
  public static final int LONGEST_NAME = 200;
  public static final int LONGEST_ADDRESS = 300;
  public static final int LONGEST_PHONE = 64;
  public static final int LONGEST_VIDEO_ADDRESS = 500;
  public static final int MOST_SEATS = 1_000_000;

  private SiteRules() {}

  /** A code that must be there; the empty text where it is at fault. */
  public static String code(Fields fields, Place place, @Nullable String raw) {
    String given = raw == null ? "" : raw.strip();
    if (given.isEmpty()) {
      fields.add(place.fault("REQUIRED", "web.required"));
      return "";
    }
    String code = Codes.given(given).orElse("");
    if (code.isEmpty() || code.length() > Codes.MAX_LENGTH) {
      fields.add(place.fault("INVALID_CODE", "site.invalid-code"));
      return "";
    }
    return code;
  }

  /** A code that may be left out. */
  public static @Nullable String optionalCode(Fields fields, Place place, @Nullable String raw) {
    if (raw == null || raw.isBlank()) {
      return null;
    }
    String code = code(fields, place, raw);
    return code.isEmpty() ? null : code;
  }

  /** The kind by its name, or as people write it; null where none is given. */
  public static Site.@Nullable Kind kind(Fields fields, Place place, @Nullable String raw) {
    if (raw == null || raw.isBlank()) {
      return null;
    }
    return switch (Folding.fold(raw).toUpperCase(Locale.ROOT)) {
      case "MAIN", "CHINH", "TRUNG TAM", "DIEM CAU CHINH", "DIEM CAU TRUNG TAM" -> Site.Kind.MAIN;
      case "BRANCH", "NHANH", "DIEM CAU", "DIEM CAU NHANH" -> Site.Kind.BRANCH;
      default -> {
        fields.add(place.fault("UNKNOWN_VALUE", "web.unknown-value", "MAIN, BRANCH"));
        yield null;
      }
    };
  }

  /** What a site is where nobody says: a root of the tree is a main site. */
  public static Site.Kind usualKind(@Nullable String parent) {
    return parent == null ? Site.Kind.MAIN : Site.Kind.BRANCH;
  }

  /** Seats, at most {@value #MOST_SEATS}. */
  public static @Nullable Integer seats(Fields fields, Place place, @Nullable Integer seats) {
    if (seats != null && (seats < 0 || seats > MOST_SEATS)) {
      fields.add(place.fault("INVALID", "site.seats", MOST_SEATS));
      return null;
    }
    return seats;
  }

  /** A wrong place in the tree, as the caller is told. */
  public static Fault fault(Place place, SiteTree.Fault fault) {
    return switch (fault) {
      case NO_SUCH_PARENT -> place.fault("NO_SUCH_PARENT", "site.no-such-parent");
      case CYCLE -> place.fault("CYCLE", "site.cycle");
      case TOO_DEEP -> place.fault("TOO_DEEP", "site.too-deep", SiteTree.MAX_LEVELS);
      case MAIN_WITH_PARENT -> place.fault("MAIN_WITH_PARENT", "site.main-with-parent");
    };
  }
}
