package org.rollcall.roster;

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

  private final Imports imports;
  private final Desks desks;

  ImportController(Imports imports, Desks desks) {
    this.imports = imports;
    this.desks = desks;
  }

  /**
   * Imports sites. Rows are matched by code; none is deleted. With any bad row 422 and nothing
   * imported.
   */
  @Post("/sites")
  @Consumes(CSV)
  @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
  Imported sites(
      @Parameter(hidden = true) Caller caller,
      long conference,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Body byte @Nullable [] csv) {
    caller.requireOrganizer();
    return imports.sites(desks.of(conference), bytes(csv), dryRun, caller.by());
  }

  /**
   * Imports delegates. Rows are matched by code; none is deleted. With any bad row 422 and nothing
   * imported.
   */
  @Post("/delegates")
  @Consumes(CSV)
  @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
  Imported delegates(
      @Parameter(hidden = true) Caller caller,
      long conference,
      @QueryValue(defaultValue = "false") boolean dryRun,
      @Body byte @Nullable [] csv) {
    caller.requireOrganizer();
    return imports.delegates(desks.of(conference), bytes(csv), dryRun, caller.by());
  }

  private static byte[] bytes(byte @Nullable [] csv) {
    return csv == null ? new byte[0] : csv;
  }
}
