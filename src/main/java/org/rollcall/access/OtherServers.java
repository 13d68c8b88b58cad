package org.rollcall.access;

import io.micronaut.context.annotation.Property;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns every second what other servers on the same database revoked. The embedded database has
 * one server, so there nothing is asked.
 */
@Singleton
final class OtherServers {
  /** Reads again what was revoked this long ago: the servers' clocks may differ by that much. */
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(OtherServers.class);

  private final PassRepository passes;
  private final LoginTokenRepository logins;
  private final Revocations revocations;
  private final Clock clock;
  private final boolean there;
  private final Map<Revocations.Revoked, Instant> told = new HashMap<>();

  OtherServers(
      PassRepository passes,
      LoginTokenRepository logins,
      Revocations revocations,
      Clock clock,
      @Property(name = "datasources.default.url") @Nullable String url,
      @Property(name = "rollcall.access.other-servers") @Nullable Boolean configured) {
    this.passes = passes;
    this.logins = logins;
    this.revocations = revocations;
    this.clock = clock;
    this.there = configured != null ? configured : url == null || !url.startsWith("jdbc:h2:");
  }

  boolean areThere() {
    return there;
  }

  @Scheduled(fixedDelay = "1s", initialDelay = "1s", scheduler = DatabaseTasks.NAME)
  synchronized void follow() {
    if (!there) {
      return;
    }
    var now = clock.instant();
    var after = now.minus(OVERLAP);
    try {
      tell(passes.revokedAfter(after), Revocations.Revoked.Pass::new, now);
      tell(logins.revokedAfter(after), Revocations.Revoked.Login::new, now);
    } catch (RuntimeException e) {
      LOG.debug("What other servers revoked could not be read: {}", e.toString());
    }
    told.values().removeIf(at -> at.isBefore(after.minus(OVERLAP)));
  }

  private void tell(List<Long> ids, LongFunction<Revocations.Revoked> revoked, Instant now) {
    for (var id : ids) {
      var what = revoked.apply(id);
      if (told.put(what, now) == null) {
        revocations.revoked(what);
      }
    }
  }
}
