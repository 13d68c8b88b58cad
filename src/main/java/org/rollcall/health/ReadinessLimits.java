package org.rollcall.health;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * From when on something counts as standing in the way, {@code rollcall.readiness.*}.
 *
 * @param interval how often the database is asked
 * @param patience how long it may take to answer before it counts as not answering
 * @param slow how long an answer or a commit may take before the database counts as slow
 * @param lag how long this server may be behind the log
 * @param remembered how long a commit that was slow or refused counts, if none comes after it
 */
@ConfigurationProperties("rollcall.readiness")
record ReadinessLimits(
    @Bindable(defaultValue = "1s") Duration interval,
    @Bindable(defaultValue = "5s") Duration patience,
    @Bindable(defaultValue = "1s") Duration slow,
    @Bindable(defaultValue = "5s") Duration lag,
    @Bindable(defaultValue = "10s") Duration remembered) {}
