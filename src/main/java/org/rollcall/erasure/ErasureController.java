package org.rollcall.erasure;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;
import org.rollcall.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Personal data given out and erased. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "personal data")
final class ErasureController {
  private static final Logger LOG = LoggerFactory.getLogger(ErasureController.class);
  private static final int LONGEST_REASON = 500;

  /** Why somebody is to be forgotten; the log keeps it, so it names nobody. */
  @Introspected
  @Schema(name = "ErasureInput")
  record ErasureInput(@Nullable String reason) {}

  /** That a person was forgotten, and when. */
  @Introspected
  @Schema(name = "Erased")
  record Erased(String code, Instant erasedAt) {}

  private final Erasures erasures;
  private final ErasureList list;
  private final Exports exports;
  private final Desks desks;

  ErasureController(Erasures erasures, ErasureList list, Exports exports, Desks desks) {
    this.erasures = erasures;
    this.list = list;
    this.exports = exports;
    this.desks = desks;
  }

  /** All that is held on one person, as a file to hand over. */
  @Get("/conferences/{conference}/delegates/{code}/export")
  HttpResponse<HeldData> export(
      @Parameter(hidden = true) Caller caller, long conference, String code) {
    caller.requireOrganizer();
    HeldData held = held(desks.of(conference), code);
    LOG.info("conference {}: {} exported by {}", conference, held.code(), caller.by());
    String name = "rollcall-" + conference + "-" + held.code() + ".json";
    return HttpResponse.ok(held)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename*=UTF-8''" + URLEncoder.encode(name, StandardCharsets.UTF_8))
        .header(HttpHeaders.CACHE_CONTROL, "private, no-store");
  }

  /**
   * Erases all that is held on one person: names, titles, organisations, reasons and notes, in the
   * records too. Codes, states and figures stay. Cannot be taken back; asked again, it changes
   * nothing. The code takes no name any more.
   */
  @Post("/conferences/{conference}/delegates/{code}/erase")
  @Status(HttpStatus.OK)
  Erased erase(
      @Parameter(hidden = true) Caller caller,
      long conference,
      String code,
      @Body ErasureInput input) {
    caller.requireOrganizer();
    Fields fields = new Fields();
    String reason = fields.required(Place.pointer("/reason"), input.reason(), LONGEST_REASON);
    fields.check();
    Desk desk = desks.of(conference);
    String held = held(desk, code).code();
    return new Erased(held, erasures.erase(desk, held, reason, caller.by()));
  }

  /**
   * All that was ever erased, codes and no names, to be kept beside the backups: after a restore it
   * tells what is to be erased again.
   */
  @Get("/erasures")
  @Produces("text/csv;charset=UTF-8")
  String list(@Parameter(hidden = true) Caller caller) {
    caller.requireOrganizer();
    return Stream.concat(
            Stream.of(ErasureList.HEADER), list.all().stream().map(ErasureList.Line::toString))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private HeldData held(Desk desk, String code) {
    String canonical =
        Codes.canonical(code).orElseThrow(() -> Problem.notFound("roster.none", code));
    HeldData held = exports.of(desk.register(), canonical);
    if (held.isNothing()) {
      throw Problem.notFound("roster.none", canonical);
    }
    return held;
  }
}
