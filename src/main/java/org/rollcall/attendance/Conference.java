package org.rollcall.attendance;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * The event whose attendance is taken.
 *
 * @param epoch the identity of its log, changed only by a restore
 * @param zone in which its times are shown; inside, time is UTC
 */
public record Conference(
    long id,
    UUID epoch,
    String title,
    String organiser,
    Instant startsAt,
    ZoneId zone,
    ConferenceState state) {
  Conference in(ConferenceState next) {
    return new Conference(id, epoch, title, organiser, startsAt, zone, next);
  }

  Conference labelled(Conference labels) {
    return new Conference(
        id, epoch, labels.title, labels.organiser, labels.startsAt, labels.zone, state);
  }
}
