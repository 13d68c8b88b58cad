package org.rollcall.roster;

import io.micronaut.core.annotation.Introspected;
import java.util.List;
import org.rollcall.web.Fault;

/** What an import did, or with {@code dryRun} would do. */
@Introspected
record Imported(int created, int updated, int unchanged, List<Fault.View> errors) {
  Imported(int created, int updated, int unchanged) {
    this(created, updated, unchanged, List.of());
  }
}
