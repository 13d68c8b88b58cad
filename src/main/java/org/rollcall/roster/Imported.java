package org.rollcall.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Fault;

/**
 * What an import did, or with {@code dryRun} would do.
 *
 * @param changes of a dry run: the first of what it would create or update, in the order of the
 *     rows; left out otherwise
 */
@Introspected
@Schema(name = "Imported")
record Imported(
    int created,
    int updated,
    int unchanged,
    List<Fault.View> errors,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ImportChange> changes) {
  Imported(int created, int updated, int unchanged, @Nullable List<ImportChange> changes) {
    this(created, updated, unchanged, List.of(), changes);
  }
}
