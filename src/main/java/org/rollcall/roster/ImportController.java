package org.rollcall.roster;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Desks;

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

  private final Imports imports;
  private final ImportLimits limits;
  private final Desks desks;

  ImportController(Imports imports, ImportLimits limits, Desks desks) {
    this.imports = imports;
    this.limits = limits;
    this.desks = desks;
  }

  /**
   * Imports sites from a CSV or from the first sheet of a workbook. Rows are matched by code; none
   * is deleted. With any bad row 422 and nothing imported.
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
  Imported sites(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Body byte @Nullable [] table) {
    return run(caller, request, conference, ImportKind.SITES, dryRun, table);
  }

  /**
   * Imports delegates from a CSV or from the first sheet of a workbook. Rows are matched by code;
   * none is deleted. With any bad row 422 and nothing imported.
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
  Imported delegates(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Body byte @Nullable [] table) {
    return run(caller, request, conference, ImportKind.DELEGATES, dryRun, table);
  }

  private Imported run(
      Caller caller,
      HttpRequest<?> request,
      long conference,
      ImportKind kind,
      boolean dryRun,
      byte @Nullable [] table) {
    caller.requireOrganizer();
    boolean workbook =
        request.getContentType().map(type -> type.getName().equals(WORKBOOK)).orElse(false);
    RowSource rows = Sources.of(table == null ? new byte[0] : table, workbook, limits);
    return imports.run(
        desks.of(conference),
        new Imports.Order(kind, rows, dryRun, caller.by()),
        ImportProgress.UNSEEN);
  }
}
