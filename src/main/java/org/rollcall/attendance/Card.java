package org.rollcall.attendance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delegate as every answer shows one, with where the person stands in the current roll call.
 *
 * @param revision of the last change of what the card shows; of two cards the higher counts
 * @param erasedAt when the person's data were erased; left out where they were not
 */
public record Card(
    String code,
    String fullName,
    @Nullable String title,
    @Nullable String organisation,
    @Nullable String homeSite,
    Delegate.Kind kind,
    State state,
    @Nullable String site,
    @Nullable Instant since,
    long revision,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant erasedAt) {}
