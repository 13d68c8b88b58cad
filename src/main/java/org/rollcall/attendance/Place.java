package org.rollcall.attendance;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A state with the site where the person is PRESENT or left from. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Place(State state, @Nullable String site) {}
