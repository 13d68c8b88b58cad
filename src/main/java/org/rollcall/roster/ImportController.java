package org.rollcall.roster;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.BinaryId;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.web.Problem;
import org.rollcall.web.Problems;

/** Tables of sites and delegates. */
@Controller("/api/v1/conferences/{conference}/imports")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "imports")
final class ImportController {
  private static final String CSV = "text/csv";
  private static final String WORKBOOK =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /** What some systems call a workbook, and a CSV too; its bytes say which it is. */
  private static final String EXCEL = "application/vnd.ms-excel";

  private static final String ASYNC = "respond-async";

  private final ImportJobs jobs;
  private final Uploads uploads;
  private final ImportLimits limits;
  private final Desks desks;
  private final Problems problems;

  ImportController(
      ImportJobs jobs, Uploads uploads, ImportLimits limits, Desks desks, Problems problems) {
    this.jobs = jobs;
    this.uploads = uploads;
    this.limits = limits;
    this.desks = desks;
    this.problems = problems;
  }

  /**
   * Imports sites from a CSV or from the first sheet of a workbook. Rows are matched by code; none
   * is deleted. With any bad row 422 and nothing imported.
   *
   * <p>With {@code Prefer: respond-async}, or where the file is large, it goes on after the answer.
   *
   * @param dryRun only checks, and lists what would change
   */
  @Post("/sites")
  @Consumes({CSV, WORKBOOK, EXCEL})
  @RequestBody(
      content = {
        @Content(mediaType = CSV, schema = @Schema(type = "string")),
        @Content(mediaType = WORKBOOK, schema = @Schema(type = "string", format = "binary"))
      })
  @Parameter(
      name = "Prefer",
      in = ParameterIn.HEADER,
      description = "respond-async, to be answered before it is done",
      schema = @Schema(type = "string"))
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Imported.class)))
  @ApiResponse(
      responseCode = "202",
      description =
          "With Prefer: respond-async, or for a file over rollcall.import.sync-bytes (5 MB);"
              + " Location says where to ask for it",
      content = @Content(schema = @Schema(implementation = ImportJobView.class)))
  HttpResponse<?> sites(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Body @Nullable InputStream table) {
    return run(caller, request, conference, ImportKind.SITES, dryRun, table);
  }

  /**
   * Imports delegates from a CSV or from the first sheet of a workbook. Rows are matched by code;
   * none is deleted. With any bad row 422 and nothing imported.
   *
   * <p>With {@code Prefer: respond-async}, or where the file is large, it goes on after the answer.
   *
   * @param dryRun only checks, and lists what would change
   */
  @Post("/delegates")
  @Consumes({CSV, WORKBOOK, EXCEL})
  @RequestBody(
      content = {
        @Content(mediaType = CSV, schema = @Schema(type = "string")),
        @Content(mediaType = WORKBOOK, schema = @Schema(type = "string", format = "binary"))
      })
  @Parameter(
      name = "Prefer",
      in = ParameterIn.HEADER,
      description = "respond-async, to be answered before it is done",
      schema = @Schema(type = "string"))
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Imported.class)))
  @ApiResponse(
      responseCode = "202",
      description =
          "With Prefer: respond-async, or for a file over rollcall.import.sync-bytes (5 MB);"
              + " Location says where to ask for it",
      content = @Content(schema = @Schema(implementation = ImportJobView.class)))
  HttpResponse<?> delegates(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Body @Nullable InputStream table) {
    return run(caller, request, conference, ImportKind.DELEGATES, dryRun, table);
  }

  /** How far an import is that goes on after its answer, and how it ended. */
  @Get("/{id}")
  ImportJobView get(
      @Parameter(hidden = true) Caller caller, HttpRequest<?> request, long conference, String id) {
    caller.requireOrganizer();
    return view(request, jobs.find(conference, uuid(id)));
  }

  private HttpResponse<?> run(
      Caller caller,
      HttpRequest<?> request,
      long conference,
      ImportKind kind,
      boolean dryRun,
      @Nullable InputStream table) {
    caller.requireOrganizer();
    Desk desk = desks.of(conference);
    boolean workbook =
        request.getContentType().map(type -> type.getName().equals(WORKBOOK)).orElse(false);
    Upload file = uploads.receive(table);
    boolean goesOn = false;
    try {
      RowSource rows = Sources.of(file, workbook, limits);
      var order = new Imports.Order(kind, rows, dryRun, caller.by());
      boolean preferred = isAsync(request);
      if (!preferred && file.size() <= limits.syncBytes()) {
        return HttpResponse.ok(jobs.runNow(desk, order));
      }
      UUID id = jobs.start(desk, order, file);
      goesOn = true;
      return accepted(request, conference, id, preferred);
    } finally {
      if (!goesOn) {
        file.close();
      }
    }
  }

  private HttpResponse<?> accepted(
      HttpRequest<?> request, long conference, UUID id, boolean preferred) {
    var answer =
        HttpResponse.accepted(URI.create("/api/v1/conferences/" + conference + "/imports/" + id))
            .body(view(request, jobs.find(conference, id)));
    return preferred ? answer.header("Preference-Applied", ASYNC) : answer;
  }

  /** RFC 7240: preferences parted by commas, each perhaps with parameters. */
  private static boolean isAsync(HttpRequest<?> request) {
    return request.getHeaders().getAll("Prefer").stream()
        .flatMap(header -> Arrays.stream(header.split(",", -1)))
        .map(preference -> preference.split(";", -1)[0].strip())
        .anyMatch(ASYNC::equalsIgnoreCase);
  }

  private ImportJobView view(HttpRequest<?> request, ImportJob job) {
    Problem problem = jobs.problem(job);
    return new ImportJobView(
        BinaryId.uuid(job.id()),
        job.kind(),
        job.state(),
        job.dryRun(),
        job.rowsRead(),
        job.done(),
        jobs.result(job),
        problem == null ? null : problems.body(request, problem),
        job.startedAt(),
        job.endedAt());
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw Problem.notFound("roster.no-import", id);
    }
  }
}
