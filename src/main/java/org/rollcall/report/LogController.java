package org.rollcall.report;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.AttendanceLog;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.EventJson;
import org.rollcall.attendance.Register;
import org.rollcall.conference.Revisioned;
import org.rollcall.web.Fault;
import org.rollcall.web.Listing;
import org.rollcall.web.Page;
import org.rollcall.web.Problem;

/** The attendance log. */
@Controller("/api/v1/conferences/{conference}/attendance")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "log")
final class LogController {
  private final Desks desks;
  private final AttendanceLog log;
  private final LogCounts counts;
  private final LogLimits limits;

  LogController(Desks desks, AttendanceLog log, LogCounts counts, LogLimits limits) {
    this.desks = desks;
    this.log = log;
    this.counts = counts;
    this.limits = limits;
  }

  /**
   * The events after a revision, in revision order.
   *
   * @param after 0 for all; go on with the revision of the last event read
   * @param rollCall only the events of that one
   */
  @Get
  HttpResponse<Revisioned<EventJson>> read(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue(defaultValue = "0") long after,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int limit,
      @QueryValue @Nullable Integer rollCall) {
    caller.requireReports(conference);
    if (limit < 1 || limit > limits.page()) {
      throw Problem.badRequest("web.bad-parameter")
          .with(List.of(Fault.at("?limit", "INVALID", "web.size-range", limits.page())));
    }
    Register register = desks.of(conference).register();
    return Revisioned.answer(
        request, caller, register, () -> read(register, after, limit, rollCall));
  }

  private Listing<EventJson> read(
      Register register, long after, int limit, @Nullable Integer rollCall) {
    long conference = register.conference().id();
    long upTo = register.revision();
    List<EventJson> events =
        log.read(conference, after, limit, rollCall).stream()
            .filter(event -> event.revision() <= upTo)
            .map(EventJson::of)
            .toList();
    long total = rollCall == null ? upTo : counts.ofRollCall(conference, rollCall, upTo);
    return new Listing<>(events, total);
  }
}
