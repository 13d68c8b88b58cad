package org.rollcall.roster;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Delegate;

/**
 * A version of a delegate's row, staged under a change; it counts once an event has the change's
 * id.
 */
@MappedEntity("delegate_version")
record DelegateVersion(
    @Id long conferenceId,
    @Id byte[] changeId,
    @Id String code,
    String fullName,
    @Nullable String title,
    @Nullable String organisation,
    @Nullable String homeSite,
    Delegate.Kind kind,
    @Nullable String madeAt,
    boolean withdrawn,
    boolean deleted) {
  static DelegateVersion of(long conference, byte[] change, Delegate d) {
    return new DelegateVersion(
        conference,
        change,
        d.code(),
        d.fullName(),
        d.title(),
        d.organisation(),
        d.homeSite(),
        d.kind(),
        d.madeAt(),
        d.withdrawn(),
        false);
  }

  static DelegateVersion removed(long conference, byte[] change, String code) {
    return new DelegateVersion(
        conference, change, code, "", null, null, null, Delegate.Kind.ROSTER, null, false, true);
  }
}
