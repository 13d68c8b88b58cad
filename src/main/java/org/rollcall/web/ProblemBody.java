package org.rollcall.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it goes out: RFC 9457.
 *
 * @param errors the parts of the input that are at fault; left out where there is none
 * @param errorCount how many parts are at fault, where more than are listed
 */
@Introspected
public record ProblemBody(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault.View> errors,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer errorCount) {}
