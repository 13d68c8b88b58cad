package org.rollcall.access;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
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
 * Learns every second what other servers on the same database revoked, and after a time in which it
 * could not ask, what they revoked meanwhile. All times are the database's, so that servers' clocks
 * need not agree. The embedded database has one server, so there nothing is asked.
 */
@Singleton
final class OtherServers {
  /**
   * How much later than it was written something may be committed; and by how much the clock of a
   * server of the version before, which writes its own, may differ.
   */
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  /** Once in a while so much is read again, whatever it was that took so long. */
  private static final Duration LONG_OVERLAP = Duration.ofMinutes(5);

  private static final Duration LONG_OVERLAP_EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(OtherServers.class);

  private final ServerRepository servers;
  private final PassRepository passes;
  private final LoginTokenRepository logins;
  private final Revocations revocations;
  private final boolean there;
  private final Map<Revocations.Revoked, Instant> told = new HashMap<>();
  private Instant readAt = Instant.EPOCH;
  private Instant readLongAt = Instant.EPOCH;

  OtherServers(
      ServerRepository servers,
      PassRepository passes,
      LoginTokenRepository logins,
      Revocations revocations,
      @Property(name = "datasources.default.url") @Nullable String url,
      @Property(name = "rollcall.access.other-servers") @Nullable Boolean configured) {
    this.servers = servers;
    this.passes = passes;
    this.logins = logins;
    this.revocations = revocations;
    this.there = configured != null ? configured : url == null || !url.startsWith("jdbc:h2:");
  }

  boolean areThere() {
    return there;
  }

  /** Nothing that was opened with a token was opened before. */
  @EventListener
  synchronized void onStart(StartupEvent event) {
    if (there) {
      readAt = servers.now();
    }
  }

  @Scheduled(fixedDelay = "1s", initialDelay = "1s", scheduler = DatabaseTasks.NAME)
  void follow() {
    if (!there) {
      return;
    }
    try {
      // the time first: what is revoked meanwhile is read again
      follow(servers.now());
    } catch (RuntimeException e) {
      LOG.debug("What other servers revoked could not be read: {}", e.toString());
    }
  }

  /** Reads what was revoked since it was last read, however long ago that is. */
  synchronized void follow(Instant now) {
    boolean longer = Duration.between(readLongAt, now).abs().compareTo(LONG_OVERLAP_EVERY) >= 0;
    // another database that took over may have a clock that is behind
    var since = readAt.isBefore(now) ? readAt : now;
    var after = since.minus(longer ? LONG_OVERLAP : OVERLAP);
    tell(passes.revokedAfter(after), Revocations.Revoked.Pass::new, now);
    tell(logins.revokedAfter(after), Revocations.Revoked.Login::new, now);
    readAt = now;
    readLongAt = longer ? now : readLongAt;
    told.values().removeIf(at -> at.isBefore(now.minus(LONG_OVERLAP.multipliedBy(2))));
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
