package org.rollcall.report;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The limits of reading the log, {@code rollcall.log.*}.
 *
 * @param page how many events one answer holds at most
 */
@ConfigurationProperties("rollcall.log")
record LogLimits(@Bindable(defaultValue = "5000") int page) {}
