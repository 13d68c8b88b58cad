package org.rollcall.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.EventJson;
import org.rollcall.attendance.LogReader.Noted;
import org.rollcall.attendance.Register;

/**
 * An event of the log, with what stands beside it. What there is none of is left out.
 *
 * @param note the reason or note that its sender gave
 * @param names of the people it is about
 */
@Schema(name = "LogItem")
record LogItem(
    @JsonUnwrapped EventJson event,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note,
    @JsonUnwrapped Names names) {
  static LogItem of(Noted noted, Register register) {
    return new LogItem(
        EventJson.of(noted.event()), noted.note(), Names.of(noted.event(), register));
  }
}
