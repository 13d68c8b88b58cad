package org.rollcall.roster;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.ProblemBody;

/**
 * An import that goes on after its call was answered, as it goes out.
 *
 * @param rows how many rows of the table were read so far; from CHECKING on, all of them
 * @param done how many of those that change are staged
 * @param result what its call would have been answered; null unless DONE
 * @param problem why not; null unless REFUSED or FAILED
 * @param endedAt null while it runs
 */
@Introspected
@Schema(name = "ImportJob")
record ImportJobView(
    UUID id,
    ImportKind kind,
    ImportJob.State state,
    boolean dryRun,
    int rows,
    int done,
    @Schema(implementation = Imported.class, nullable = true) @Nullable JsonNode result,
    @Nullable ProblemBody problem,
    Instant startedAt,
    @Nullable Instant endedAt) {}
