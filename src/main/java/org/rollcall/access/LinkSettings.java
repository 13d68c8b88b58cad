package org.rollcall.access;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * When a site counts as online.
 *
 * @param onlineFor how long after one of its devices was last heard; devices are pinged every 20 s
 * @param heartbeat how often a server says that it is there
 * @param serverSilence how long after a server last said so what it held counts as lost
 */
@ConfigurationProperties("rollcall.links")
record LinkSettings(
    @Bindable(defaultValue = "25s") Duration onlineFor,
    @Bindable(defaultValue = "5s") Duration heartbeat,
    @Bindable(defaultValue = "20s") Duration serverSilence) {
  private static final Duration HANDING_OVER = Duration.ofSeconds(4);

  /**
   * How long a server holds a pass that it does not hear. Some seconds less than it counts as
   * online, so that another server that hears it can take it before anybody sees a gap.
   */
  Duration heldFor() {
    Duration quarter = onlineFor.dividedBy(4);
    return onlineFor.minus(quarter.compareTo(HANDING_OVER) < 0 ? quarter : HANDING_OVER);
  }

  /**
   * How long a server's word is good enough for another that hears the pass too, and would take it.
   */
  Duration trusted() {
    return serverSilence.dividedBy(2);
  }
}
