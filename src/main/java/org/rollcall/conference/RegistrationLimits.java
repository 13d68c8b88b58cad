package org.rollcall.conference;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The limits of registration, {@code rollcall.registration.*}.
 *
 * @param patience how long a call waits for the desk before it is told to try later
 * @param attempts how often a change is checked anew because another came in between, before 409
 * @param stagingBatch how many rows one transaction stages
 * @param stagingKept after what time rows staged under a change without an event are deleted
 * @param listedErrors how many errors of a refused table are listed; all are counted
 * @param rollCalls how many roll calls a conference may have
 */
@ConfigurationProperties("rollcall.registration")
public record RegistrationLimits(
    @Bindable(defaultValue = "30s") Duration patience,
    @Bindable(defaultValue = "5") int attempts,
    @Bindable(defaultValue = "1000") int stagingBatch,
    @Bindable(defaultValue = "24h") Duration stagingKept,
    @Bindable(defaultValue = "100") int listedErrors,
    @Bindable(defaultValue = "100") int rollCalls) {}
