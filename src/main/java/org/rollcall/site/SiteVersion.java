package org.rollcall.site;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Site;

/**
 * A version of a site's row, staged under a change; it counts once an event has the change's id.
 */
@MappedEntity("site_version")
record SiteVersion(
    @Id long conferenceId,
    @Id byte[] changeId,
    @Id String code,
    String name,
    Site.Kind kind,
    @Nullable String parent,
    @Nullable String address,
    @Nullable Integer seats,
    @Nullable String contactName,
    @Nullable String contactPhone,
    @Nullable String videoAddress,
    boolean deleted) {
  static SiteVersion of(long conference, byte[] change, Site site) {
    return new SiteVersion(
        conference,
        change,
        site.code(),
        site.name(),
        site.kind(),
        site.parent(),
        site.address(),
        site.seats(),
        site.contactName(),
        site.contactPhone(),
        site.videoAddress(),
        false);
  }

  static SiteVersion removed(long conference, byte[] change, String code) {
    return new SiteVersion(
        conference, change, code, "", Site.Kind.BRANCH, null, null, null, null, null, null, true);
  }
}
