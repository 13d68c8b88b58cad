package org.rollcall.report;

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
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Register;
import org.rollcall.conference.Revisioned;
import org.rollcall.web.Page;

/** Contradictions, and their settling. */
@Controller("/api/v1/conferences/{conference}/reviews")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "log")
final class ReviewController {
  @Introspected
  record Finding(@Nullable String note) {}

  private final Reviews reviews;
  private final Desks desks;

  ReviewController(Reviews reviews, Desks desks) {
    this.reviews = reviews;
    this.desks = desks;
  }

  /** The events marked for review, in revision order, with how they were settled. */
  @Get
  HttpResponse<Revisioned<ReviewView>> list(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue(defaultValue = "0") int page,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int size) {
    caller.requireReports(conference);
    Page asked = new Page(page, size);
    Register register = desks.of(conference).register();
    return Revisioned.answer(
        request, caller, register, reviews.mark(conference), () -> reviews.list(register, asked));
  }

  /** Settles one of them with what was found. Settled again, the later word counts. */
  @Post("/{revision}")
  ReviewView settle(
      @Parameter(hidden = true) Caller caller,
      long conference,
      long revision,
      @Body Finding finding) {
    caller.requireOrganizer();
    return reviews.settle(desks.of(conference).register(), revision, finding.note(), caller.by());
  }
}
