package org.rollcall.roster;

import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Delegate;
import org.rollcall.site.SiteRules;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;

/** A delegate of the roster as a caller gives one, whole. */
@Introspected
@Schema(name = "DelegateInput")
record DelegateInput(
    @Nullable String fullName,
    @Nullable String title,
    @Nullable String organisation,
    @Nullable String homeSite) {
  Delegate delegate(String code, Fields fields) {
    return new Delegate(
        code,
        fields.required(Place.pointer("/fullName"), fullName, DelegateRules.LONGEST_NAME),
        fields.optional(Place.pointer("/title"), title, DelegateRules.LONGEST_TITLE),
        fields.optional(Place.pointer("/organisation"), organisation, DelegateRules.LONGEST_TITLE),
        SiteRules.code(fields, Place.pointer("/homeSite"), homeSite),
        Delegate.Kind.ROSTER,
        null,
        false);
  }
}
