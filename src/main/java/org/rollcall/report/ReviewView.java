package org.rollcall.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.EventJson;
import org.rollcall.attendance.LogReader.Noted;
import org.rollcall.attendance.Register;

/**
 * An event marked for review.
 *
 * @param note the reason or note that its sender gave
 * @param names of the people it is about
 * @param settlement null until somebody looked at it
 */
@Schema(name = "Review")
record ReviewView(
    @JsonUnwrapped EventJson event,
    @Nullable String note,
    @JsonUnwrapped Names names,
    @Nullable SettlementView settlement) {
  /** What was found, by whom and when. */
  @Introspected
  @Schema(name = "Settlement")
  record SettlementView(String note, String settledBy, Instant settledAt) {
    static SettlementView of(Settlement s) {
      return new SettlementView(s.note(), s.settledBy(), s.settledAt());
    }
  }

  static ReviewView of(Noted noted, @Nullable Settlement settlement, Register register) {
    return new ReviewView(
        EventJson.of(noted.event()),
        noted.note(),
        Names.of(noted.event(), register),
        settlement == null ? null : SettlementView.of(settlement));
  }
}
