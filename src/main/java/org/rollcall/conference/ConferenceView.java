package org.rollcall.conference;

import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Conference;
import org.rollcall.attendance.ConferenceState;
import org.rollcall.attendance.Register;

/**
 * A conference as it goes out.
 *
 * @param retentionDays for how many days after its closing personal data are kept; null for ever
 * @param erasedAt when the personal data of everyone in it were last erased; null if never
 */
@Introspected
@Schema(name = "Conference")
record ConferenceView(
    long id,
    String title,
    String organiser,
    Instant startsAt,
    String zone,
    ConferenceState state,
    UUID epoch,
    long revision,
    @Nullable Integer retentionDays,
    @Nullable Instant erasedAt) {
  static ConferenceView of(Register register) {
    long revision = register.revision();
    Conference c = register.conference();
    return new ConferenceView(
        c.id(),
        c.title(),
        c.organiser(),
        c.startsAt(),
        c.zone().getId(),
        c.state(),
        c.epoch(),
        revision,
        c.retentionDays(),
        register.erasedAt());
  }
}
