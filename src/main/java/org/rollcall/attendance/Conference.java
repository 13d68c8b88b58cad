package org.rollcall.attendance;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event whose attendance is taken.
 *
 * @param epoch the identity of its log, changed only by a restore
 * @param zone in which its times are shown; inside, time is UTC
 * @param retentionDays for how many days after its closing personal data are kept; null for ever
 */
public record Conference(
    long id,
    UUID epoch,
    String title,
    String organiser,
    Instant startsAt,
    ZoneId zone,
    ConferenceState state,
    @Nullable Integer retentionDays) {
  /** A conference that keeps its data. */
  public Conference(
      long id,
      UUID epoch,
      String title,
      String organiser,
      Instant startsAt,
      ZoneId zone,
      ConferenceState state) {
    this(id, epoch, title, organiser, startsAt, zone, state, null);
  }

  Conference in(ConferenceState next) {
    return new Conference(id, epoch, title, organiser, startsAt, zone, next, retentionDays);
  }

  Conference labelled(Conference labels) {
    return new Conference(
        id,
        epoch,
        labels.title,
        labels.organiser,
        labels.startsAt,
        labels.zone,
        state,
        labels.retentionDays);
  }
}
