package org.rollcall.site;

import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Site;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;

/**
 * A site as a caller gives it, whole.
 *
 * @param kind where left out, MAIN without a parent and BRANCH with one
 */
@Introspected
@Schema(name = "SiteInput")
record SiteInput(
    @Nullable String name,
    Site.@Nullable Kind kind,
    @Nullable String parent,
    @Nullable String address,
    @Nullable Integer seats,
    @Nullable String contactName,
    @Nullable String contactPhone,
    @Nullable String videoAddress) {
  Site site(String code, Fields fields) {
    String above = SiteRules.optionalCode(fields, Place.pointer("/parent"), parent);
    return new Site(
        code,
        fields.required(Place.pointer("/name"), name, SiteRules.LONGEST_NAME),
        kind == null ? SiteRules.usualKind(above) : kind,
        above,
        fields.optional(Place.pointer("/address"), address, SiteRules.LONGEST_ADDRESS),
        SiteRules.seats(fields, Place.pointer("/seats"), seats),
        fields.optional(Place.pointer("/contactName"), contactName, SiteRules.LONGEST_NAME),
        fields.optional(Place.pointer("/contactPhone"), contactPhone, SiteRules.LONGEST_PHONE),
        fields.optional(
            Place.pointer("/videoAddress"), videoAddress, SiteRules.LONGEST_VIDEO_ADDRESS));
  }
}
