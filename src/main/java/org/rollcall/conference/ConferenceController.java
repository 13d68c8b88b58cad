package org.rollcall.conference;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.rollcall.access.Caller;
import org.rollcall.access.Denied;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Register;
import org.rollcall.web.Language;
import org.rollcall.web.Listing;
import org.rollcall.web.Messages;
import org.rollcall.web.Page;

/** Conferences. */
@Controller("/api/v1/conferences")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "conferences")
final class ConferenceController {
  private final Conferences conferences;
  private final Desks desks;
  private final Messages messages;

  ConferenceController(Conferences conferences, Desks desks, Messages messages) {
    this.conferences = conferences;
    this.desks = desks;
    this.messages = messages;
  }

  /** Makes a conference in state DRAFT with a first roll call. */
  @Post
  HttpResponse<ConferenceView> make(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      @Body ConferenceInput conference) {
    caller.requireOrganizer();
    String first = messages.text(Language.of(request), "conference.first-roll-call");
    Register made = conferences.make(conference, first, caller.by());
    return HttpResponse.created(
        ConferenceView.of(made), URI.create("/api/v1/conferences/" + made.conference().id()));
  }

  /** The conferences that the caller may know of. */
  @Get
  Listing<ConferenceView> list(
      @Parameter(hidden = true) Caller caller,
      @QueryValue(defaultValue = "0") int page,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int size) {
    return new Page(page, size)
        .of(
            desks.all().stream()
                .map(Desk::register)
                .filter(register -> mayKnow(caller, register.conference().id()))
                .map(ConferenceView::of)
                .toList());
  }

  /** One conference. */
  @Get("/{conference}")
  ConferenceView get(@Parameter(hidden = true) Caller caller, long conference) {
    caller.requireConference(conference);
    return ConferenceView.of(desks.of(conference).register());
  }

  /**
   * Changes its labels or state. OPEN opens the conference, and its first roll call if none was
   * ever opened; CLOSED closes both; to open it again takes a reason.
   */
  @Patch("/{conference}")
  ConferenceView change(
      @Parameter(hidden = true) Caller caller, long conference, @Body ConferenceInput change) {
    caller.requireOrganizer();
    return ConferenceView.of(conferences.change(conference, change, caller.by()));
  }

  private static boolean mayKnow(Caller caller, long conference) {
    try {
      caller.requireConference(conference);
      return true;
    } catch (Denied e) {
      return false;
    }
  }
}
