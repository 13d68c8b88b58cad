package org.rollcall.conference;

import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Conference;
import org.rollcall.attendance.ConferenceState;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;

/**
 * What a caller says of a conference. In a change, what is left out stays as it is.
 *
 * @param zone the name of a time zone, such as {@code Asia/Ho_Chi_Minh}
 * @param state where a change takes the conference; of no matter when it is made
 * @param retentionDays for how many days after its closing personal data are kept; 0 for ever,
 *     which is the default
 * @param reason needed to open a closed conference again
 */
@Introspected
@Schema(name = "ConferenceInput")
record ConferenceInput(
    @Nullable String title,
    @Nullable String organiser,
    @Nullable Instant startsAt,
    @Nullable String zone,
    @Nullable ConferenceState state,
    @Nullable String reason,
    @Nullable Integer retentionDays) {
  private static final int LONGEST_RETENTION = 36_500;
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_ZONE = 64;
  private static final int LONGEST_REASON = 500;
  // what every database keeps
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

  /** The labels of this, where left out those of {@code before}, and what is wrong with them. */
  Conference labels(Conference before, Fields fields) {
    Instant at = startsAt == null ? before.startsAt() : startsAt.truncatedTo(ChronoUnit.MICROS);
    if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
      fields.add(
          Place.pointer("/startsAt")
              .fault(
                  startsAt == null ? "REQUIRED" : "INVALID",
                  startsAt == null ? "web.required" : "web.not-allowed"));
    }
    return new Conference(
        before.id(),
        before.epoch(),
        title == null && !before.title().isEmpty()
            ? before.title()
            : fields.required(Place.pointer("/title"), title, LONGEST_TITLE),
        organiser == null && !before.organiser().isEmpty()
            ? before.organiser()
            : fields.required(Place.pointer("/organiser"), organiser, LONGEST_TITLE),
        at,
        zone == null && before.id() != 0 ? before.zone() : zone(fields, before.zone()),
        before.state(),
        retentionDays == null ? before.retentionDays() : days(fields, retentionDays));
  }

  private static @Nullable Integer days(Fields fields, int given) {
    if (given < 0 || given > LONGEST_RETENTION) {
      fields.add(
          Place.pointer("/retentionDays")
              .fault("INVALID", "conference.retention-range", LONGEST_RETENTION));
    }
    return given == 0 ? null : given;
  }

  private ZoneId zone(Fields fields, ZoneId fallback) {
    Place place = Place.pointer("/zone");
    String name = fields.required(place, zone, LONGEST_ZONE);
    try {
      return name.isEmpty() ? fallback : ZoneId.of(name);
    } catch (DateTimeException e) {
      fields.add(place.fault("INVALID", "conference.no-zone"));
      return fallback;
    }
  }

  /** The reason given, or null, and what is wrong with it. */
  @Nullable String reason(Fields fields) {
    return fields.optional(Place.pointer("/reason"), reason, LONGEST_REASON);
  }
}
