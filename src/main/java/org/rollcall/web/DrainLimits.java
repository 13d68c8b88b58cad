package org.rollcall.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long a server takes its leave, {@code rollcall.shutdown.*}.
 *
 * @param notice how long all is served on after readiness went down, so that a load balancer sees
 *     it and sends nobody new
 * @param spread over how long at most the sockets are closed; few are closed sooner
 */
@ConfigurationProperties("rollcall.shutdown")
record DrainLimits(
    @Bindable(defaultValue = "0s") Duration notice,
    @Bindable(defaultValue = "5s") Duration spread) {}
