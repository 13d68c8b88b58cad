package org.rollcall.roster;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Card;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.LogReader;
import org.rollcall.attendance.Person;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.State;
import org.rollcall.conference.Revisioned;
import org.rollcall.site.SiteRules;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;
import org.rollcall.web.Page;
import org.rollcall.web.Problem;

/** The delegates of a conference, with where each stands. */
@Controller("/api/v1/conferences/{conference}/delegates")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "delegates")
final class DelegateController {
  @Introspected
  record Withdrawal(@Nullable Boolean withdrawn) {}

  private final Delegates delegates;
  private final Desks desks;
  private final LogReader log;

  DelegateController(Delegates delegates, Desks desks, LogReader log) {
    this.delegates = delegates;
    this.desks = desks;
    this.log = log;
  }

  /**
   * People with where each stands, by code. A coordinator asks for the own site.
   *
   * @param homeSite the roster's delegates whose home is this site, wherever they are, and who are
   *     not withdrawn
   * @param q each word is a prefix of some word of name, code, title or organisation, whatever the
   *     accents, case and order
   */
  @Get
  HttpResponse<Revisioned<Card>> list(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue @Nullable String site,
      @QueryValue @Nullable String homeSite,
      @QueryValue @Nullable String q,
      @QueryValue @Nullable State state,
      @QueryValue Delegate.@Nullable Kind kind,
      @QueryValue @Nullable Integer rollCall,
      @QueryValue(defaultValue = "0") int page,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int size) {
    String code = given(site);
    String home = given(homeSite);
    DelegateSight.requireList(caller, conference, code);
    Register register = desks.of(conference).register();
    requireSite(register, code);
    requireSite(register, home);
    DelegateSearch search = DelegateSearch.of(code, home, q, state, kind, rollCall);
    Page asked = new Page(page, size);
    return Revisioned.answer(request, caller, register, () -> search.in(register, asked));
  }

  private static @Nullable String given(@Nullable String site) {
    return site == null || site.isBlank() ? null : Codes.canonical(site).orElse(site);
  }

  private static void requireSite(Register register, @Nullable String code) {
    if (code != null && !register.sites().contains(code)) {
      throw Problem.notFound("site.none", code);
    }
  }

  /** One delegate, with the events that name the person. */
  @Get("/{code}")
  DelegateView get(@Parameter(hidden = true) Caller caller, long conference, String code) {
    DelegateSight.requireSomeNames(caller, conference);
    Register register = desks.of(conference).register();
    Person person = Delegates.find(register, canonical(code));
    DelegateSight.requirePerson(caller, person, register);
    return DelegateView.of(person, register.current().id(), log.history(conference, person.code()));
  }

  /** Registers a delegate of the roster (201) or changes one (200). */
  @Put("/{code}")
  HttpResponse<Card> put(
      @Parameter(hidden = true) Caller caller,
      long conference,
      String code,
      @Body DelegateInput input) {
    caller.requireOrganizer();
    Fields fields = new Fields();
    Delegate delegate =
        input.delegate(SiteRules.code(fields, Place.pointer("?code"), code), fields);
    fields.check();
    Desk desk = desks.of(conference);
    boolean made = delegates.put(desk, delegate, caller.by());
    Card card = card(desk, delegate.code());
    return made ? HttpResponse.created(card, address(conference, card)) : HttpResponse.ok(card);
  }

  /** Takes a delegate off the roster without forgetting what happened, or puts one back. */
  @Patch("/{code}")
  Card withdraw(
      @Parameter(hidden = true) Caller caller,
      long conference,
      String code,
      @Body Withdrawal withdrawal) {
    caller.requireOrganizer();
    if (withdrawal.withdrawn() == null) {
      throw Problem.invalid(Place.pointer("/withdrawn").fault("REQUIRED", "web.required"));
    }
    Desk desk = desks.of(conference);
    delegates.withdraw(desk, canonical(code), withdrawal.withdrawn(), caller.by());
    return card(desk, canonical(code));
  }

  /** Deletes a delegate of whom the log knows nothing. */
  @Delete("/{code}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(@Parameter(hidden = true) Caller caller, long conference, String code) {
    caller.requireOrganizer();
    delegates.delete(desks.of(conference), canonical(code), caller.by());
  }

  private static Card card(Desk desk, String code) {
    Register register = desk.register();
    return Delegates.find(register, code).card(register.current().id());
  }

  private static String canonical(String code) {
    return Codes.canonical(code).orElseThrow(() -> Problem.notFound("roster.none", code));
  }

  private static URI address(long conference, Card card) {
    return URI.create(
        "/api/v1/conferences/"
            + conference
            + "/delegates/"
            + URLEncoder.encode(card.code(), StandardCharsets.UTF_8));
  }
}
