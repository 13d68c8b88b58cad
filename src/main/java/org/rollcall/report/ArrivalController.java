package org.rollcall.report;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.RollCall;
import org.rollcall.conference.Revisioned;
import org.rollcall.headcount.Headcounts;
import org.rollcall.web.Listing;
import org.rollcall.web.Problem;

/** How the delegates arrived. */
@Controller("/api/v1/conferences/{conference}/arrivals")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "headcounts")
final class ArrivalController {
  /** How many came in a minute; minutes in which nobody came are left out. */
  @Introspected
  @Schema(name = "Arrivals")
  record Arrivals(Instant minute, int count) {}

  private final Desks desks;
  private final Headcounts headcounts;

  ArrivalController(Desks desks, Headcounts headcounts) {
    this.desks = desks;
    this.headcounts = headcounts;
  }

  /**
   * Check-ins per minute, without those undone.
   *
   * @param site only those at this site; a coordinator asks for the own one or one below it
   * @param rollCall the current one where left out
   */
  @Get
  HttpResponse<Revisioned<Arrivals>> list(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue @Nullable String site,
      @QueryValue @Nullable Integer rollCall) {
    caller.requireConference(conference);
    Register register = desks.of(conference).register();
    String code = site == null || site.isBlank() ? null : Codes.canonical(site).orElse(site);
    caller.requireFigures(conference, code, register.sites()::isWithin);
    if (code != null && !register.sites().contains(code)) {
      throw Problem.notFound("site.none", code);
    }
    RollCall asked = rollCall == null ? register.current() : register.rollCall(rollCall);
    if (asked == null) {
      throw Problem.notFound("conference.no-roll-call", rollCall == null ? 0 : rollCall);
    }
    return Revisioned.answer(request, caller, register, () -> arrivals(conference, asked, code));
  }

  private Listing<Arrivals> arrivals(long conference, RollCall rollCall, @Nullable String site) {
    List<Arrivals> all =
        headcounts.of(conference).arrivals(rollCall.id(), site).entrySet().stream()
            .map(minute -> new Arrivals(minute.getKey(), minute.getValue()))
            .toList();
    return new Listing<>(all, all.size());
  }
}
