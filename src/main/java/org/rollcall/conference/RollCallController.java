package org.rollcall.conference;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.RollCall;
import org.rollcall.web.Page;

/** The roll calls of a conference. */
@Controller("/api/v1/conferences/{conference}/roll-calls")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "conferences")
final class RollCallController {
  @Introspected
  record NewRollCall(@Nullable String title, @Nullable Boolean trial) {}

  @Introspected
  record Reopening(@Nullable String reason) {}

  private final RollCalls rollCalls;
  private final Desks desks;

  RollCallController(RollCalls rollCalls, Desks desks) {
    this.rollCalls = rollCalls;
    this.desks = desks;
  }

  /** All roll calls, by number, each with the records of its closings. */
  @Get
  HttpResponse<Revisioned<RollCallView>> list(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue(defaultValue = "0") int page,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int size) {
    caller.requireConference(conference);
    Page asked = new Page(page, size);
    Register register = desks.of(conference).register();
    return Revisioned.answer(
        request,
        caller,
        register,
        () ->
            asked.of(
                register.rollCalls().stream().map(r -> RollCallView.of(register, r)).toList()));
  }

  /** Plans another roll call. A trial is in no report. */
  @Post
  HttpResponse<RollCallView> plan(
      @Parameter(hidden = true) Caller caller, long conference, @Body NewRollCall rollCall) {
    caller.requireOrganizer();
    Desk desk = desks.of(conference);
    boolean trial = Boolean.TRUE.equals(rollCall.trial());
    RollCall made = rollCalls.plan(desk, rollCall.title(), trial, caller.by());
    return HttpResponse.created(
        RollCallView.of(desk.register(), made),
        URI.create("/api/v1/conferences/" + conference + "/roll-calls"));
  }

  /** Opens a planned roll call of an open conference while no other is open. */
  @Post("/{rollCall}/open")
  RollCallView open(@Parameter(hidden = true) Caller caller, long conference, int rollCall) {
    caller.requireOrganizer();
    Desk desk = desks.of(conference);
    return RollCallView.of(desk.register(), rollCalls.open(desk, rollCall, caller.by()));
  }

  /** Closes the open roll call, and so makes its next record. */
  @Post("/{rollCall}/close")
  RollCallView close(@Parameter(hidden = true) Caller caller, long conference, int rollCall) {
    caller.requireOrganizer();
    Desk desk = desks.of(conference);
    return RollCallView.of(desk.register(), rollCalls.close(desk, rollCall, caller.by()));
  }

  /** Opens the roll call closed last once more, for a reason. */
  @Post("/{rollCall}/reopen")
  RollCallView reopen(
      @Parameter(hidden = true) Caller caller,
      long conference,
      int rollCall,
      @Body Reopening reopening) {
    caller.requireOrganizer();
    Desk desk = desks.of(conference);
    return RollCallView.of(
        desk.register(), rollCalls.reopen(desk, rollCall, reopening.reason(), caller.by()));
  }
}
