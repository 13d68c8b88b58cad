package org.rollcall.attendance;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The limits of reading the log, {@code rollcall.log.*}.
 *
 * @param page how many events one answer holds at most
 * @param scans how many on one server look through the whole log of a conference at a time
 * @param scanPatience how long one more waits for its turn before it is told to try again later
 */
@ConfigurationProperties("rollcall.log")
public record LogLimits(
    @Bindable(defaultValue = "5000") int page,
    @Bindable(defaultValue = "4") int scans,
    @Bindable(defaultValue = "5s") Duration scanPatience) {}
