package org.rollcall.roster;

import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Site;

/**
 * What an import would do to one site or delegate.
 *
 * @param row in the table, as a spreadsheet shows it
 * @param before null where it is new
 */
@Introspected
@Schema(name = "ImportChange")
record ImportChange(
    int row, String code, Kind change, @Nullable Registered before, Registered after) {
  enum Kind {
    CREATED,
    UPDATED
  }

  /** What is registered of a site or a delegate, as the API names it. */
  @Schema(
      name = "Registered",
      oneOf = {OfSite.class, OfDelegate.class})
  sealed interface Registered {}

  @Introspected
  @Schema(name = "RegisteredSite")
  record OfSite(
      String name,
      Site.Kind kind,
      @Nullable String parent,
      @Nullable String address,
      @Nullable Integer seats,
      @Nullable String contactName,
      @Nullable String contactPhone)
      implements Registered {
    static OfSite of(Site s) {
      return new OfSite(
          s.name(),
          s.kind(),
          s.parent(),
          s.address(),
          s.seats(),
          s.contactName(),
          s.contactPhone());
    }
  }

  @Introspected
  @Schema(name = "RegisteredDelegate")
  record OfDelegate(
      String fullName,
      @Nullable String title,
      @Nullable String organisation,
      @Nullable String homeSite)
      implements Registered {
    static OfDelegate of(Delegate d) {
      return new OfDelegate(d.fullName(), d.title(), d.organisation(), d.homeSite());
    }
  }

  static ImportChange of(int row, @Nullable Site before, Site after) {
    return new ImportChange(
        row,
        after.code(),
        before == null ? Kind.CREATED : Kind.UPDATED,
        before == null ? null : OfSite.of(before),
        OfSite.of(after));
  }

  static ImportChange of(int row, @Nullable Delegate before, Delegate after) {
    return new ImportChange(
        row,
        after.code(),
        before == null ? Kind.CREATED : Kind.UPDATED,
        before == null ? null : OfDelegate.of(before),
        OfDelegate.of(after));
  }
}
