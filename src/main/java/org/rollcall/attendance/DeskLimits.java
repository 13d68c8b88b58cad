package org.rollcall.attendance;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The limits of a conference's desk, {@code rollcall.desk.*}.
 *
 * @param queue how many commands may wait; one more is answered {@code TRY_LATER} at once
 * @param batch how many commands one transaction takes at most
 * @param patience how long a command waits for a database that does not answer before {@code
 *     TRY_LATER}
 * @param followInterval how often a server looks for what others wrote, where the database is
 *     shared; so long an idle desk keeps its connection
 */
@ConfigurationProperties("rollcall.desk")
public record DeskLimits(
    @Bindable(defaultValue = "8192") int queue,
    @Bindable(defaultValue = "256") int batch,
    @Bindable(defaultValue = "5s") Duration patience,
    @Bindable(defaultValue = "100ms") Duration followInterval) {}
