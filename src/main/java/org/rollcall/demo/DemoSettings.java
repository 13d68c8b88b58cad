package org.rollcall.demo;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How the sample conference is played, {@code rollcall.demo.*}.
 *
 * @param enabled whether it is played at all; {@code demo} on the command line sets it
 * @param minutes in how many minutes the delegates arrive; {@code --minutes=N} sets it
 * @param seed who arrives when, and to whom what happens: the same seed plays the same conference
 */
@ConfigurationProperties("rollcall.demo")
record DemoSettings(
    @Bindable(defaultValue = "false") boolean enabled,
    @Bindable(defaultValue = "2") double minutes,
    @Bindable(defaultValue = "2020") long seed) {

  Duration duration() {
    return Duration.ofMillis(Math.round(minutes * 60_000));
  }
}
