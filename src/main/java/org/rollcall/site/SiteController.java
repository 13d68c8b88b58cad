package org.rollcall.site;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
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
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.conference.Revisioned;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;
import org.rollcall.web.Page;
import org.rollcall.web.Problem;

/** The sites of a conference. */
@Controller("/api/v1/conferences/{conference}/sites")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "sites")
final class SiteController {
  private final Sites sites;
  private final Desks desks;

  SiteController(Sites sites, Desks desks) {
    this.sites = sites;
    this.desks = desks;
  }

  /**
   * Sites, by code; for a site's coordinator the own one and those below it.
   *
   * @param parent only those right below that one; left empty, only those at the top
   * @param q each word is a prefix of some word of code, name or address, whatever the accents,
   *     case and order
   */
  @Get
  HttpResponse<Revisioned<ListedSite>> list(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue @Nullable String parent,
      @QueryValue @Nullable String q,
      @QueryValue(defaultValue = "0") int page,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int size) {
    caller.requireConference(conference);
    Page asked = new Page(page, size);
    Register register = desks.of(conference).register();
    SiteTree tree = register.sites();
    SiteSearch search = SiteSearch.of(parent, q, tree);
    return Revisioned.answer(
        request, caller, register, () -> SiteSight.of(caller, tree).list(search, asked));
  }

  /** One site. */
  @Get("/{code}")
  Site get(@Parameter(hidden = true) Caller caller, long conference, String code) {
    caller.requireConference(conference);
    Register register = desks.of(conference).register();
    String known = Codes.canonical(code).orElseThrow(() -> Problem.notFound("site.none", code));
    caller.requireFigures(conference, known, register.sites()::isWithin);
    return SiteSight.of(caller, register.sites()).shown(Sites.find(register, known));
  }

  /** Registers a site (201) or changes it (200). */
  @Put("/{code}")
  HttpResponse<Site> put(
      @Parameter(hidden = true) Caller caller,
      long conference,
      String code,
      @Body SiteInput input) {
    caller.requireOrganizer();
    Fields fields = new Fields();
    Site site = input.site(SiteRules.code(fields, Place.pointer("?code"), code), fields);
    fields.check();
    return sites.put(desks.of(conference), site, caller.by())
        ? HttpResponse.created(site, address(conference, site.code()))
        : HttpResponse.ok(site);
  }

  /** Deletes a site that has no delegates, no sites below it and no events. */
  @Delete("/{code}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(@Parameter(hidden = true) Caller caller, long conference, String code) {
    caller.requireOrganizer();
    String known = Codes.canonical(code).orElseThrow(() -> Problem.notFound("site.none", code));
    sites.delete(desks.of(conference), known, caller.by());
  }

  private static URI address(long conference, String code) {
    return URI.create(
        "/api/v1/conferences/"
            + conference
            + "/sites/"
            + URLEncoder.encode(code, StandardCharsets.UTF_8));
  }
}
