package org.rollcall.erasure;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The limits of erasing, {@code rollcall.erasure.*}.
 *
 * @param batch how many rows one transaction empties
 * @param interval how often it is looked for conferences whose time is over, and for what a server
 *     that died left undone
 */
@ConfigurationProperties("rollcall.erasure")
record ErasureLimits(
    @Bindable(defaultValue = "1000") int batch,
    @Bindable(defaultValue = "10m") Duration interval) {}
