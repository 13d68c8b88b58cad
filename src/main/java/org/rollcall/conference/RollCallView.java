package org.rollcall.conference;

import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.RollCall;
import org.rollcall.attendance.RollCallState;

/** A roll call as it goes out, with the records that its closings made. */
@Introspected
@Schema(name = "RollCall")
record RollCallView(
    int id, String title, boolean trial, RollCallState state, List<RecordView> records) {
  /** A record: how often the roll call was closed until then, at which revision, and when. */
  @Introspected
  @Schema(name = "RollCallRecord")
  record RecordView(int number, long revision, Instant closedAt) {}

  static RollCallView of(Register register, RollCall rollCall) {
    return new RollCallView(
        rollCall.id(),
        rollCall.title(),
        rollCall.trial(),
        rollCall.state(),
        register.records(rollCall.id()).stream()
            .map(record -> new RecordView(record.number(), record.revision(), record.closedAt()))
            .toList());
  }
}
