package org.rollcall.access;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what was opened with a token once the token no longer counts: revoked, expired, its user
 * disabled or given a new password, its site deleted. On this server at once, on others within 2 s.
 * Safe for use from any thread.
 */
@Singleton
public final class Revocations {
  private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
  private static final Duration REMEMBERED = Duration.ofMinutes(2);

  /** What was revoked. */
  sealed interface Revoked {
    /** Every login of a user. */
    record User(long id) implements Revoked {}

    /** One login. */
    record Login(long id) implements Revoked {}

    /** A pass. */
    record Pass(long id) implements Revoked {}
  }

  private record Mark(long number, Instant at) {}

  private final Clock clock;
  private final ConcurrentMap<Revoked, Set<Watch>> watches = new ConcurrentHashMap<>();
  private final ConcurrentMap<Revoked, Mark> recent = new ConcurrentHashMap<>();
  private final Set<Watch> expiring = ConcurrentHashMap.newKeySet();
  private final AtomicLong count = new AtomicLong();

  Revocations(Clock clock) {
    this.clock = clock;
  }

  /**
   * Runs {@code onRevoked} once, when the caller's token ends; at once if it ended meanwhile. It
   * runs on the thread that revokes, so it must be short and not block. Close the watch with what
   * it guards.
   */
  public Watch watch(Authenticated authenticated, Runnable onRevoked) {
    var watch = new Watch(authenticated, onRevoked);
    if (authenticated.expiresAt() != null) {
      expiring.add(watch);
    }
    for (var key : keys(authenticated.credential())) {
      watches.compute(
          key,
          (k, present) -> {
            var all = present == null ? ConcurrentHashMap.<Watch>newKeySet() : present;
            all.add(watch);
            return all;
          });
    }
    if (endedSince(authenticated) || authenticated.isExpired(clock.instant())) {
      watch.end();
    }
    return watch;
  }

  /** How many tokens, logins and users are watched: how tests see that none stays behind. */
  int watched() {
    return watches.size();
  }

  /** How many revocations this server knows of. */
  long count() {
    return count.get();
  }

  void revoked(Revoked what) {
    recent.put(what, new Mark(count.incrementAndGet(), clock.instant()));
    for (var watch : watches.getOrDefault(what, Set.of())) {
      watch.end();
    }
  }

  /** Whether it was revoked on this server since it was read. */
  boolean endedSince(Authenticated authenticated) {
    if (count.get() == authenticated.asOf()) {
      return false;
    }
    for (var key : keys(authenticated.credential())) {
      var mark = recent.get(key);
      if (mark != null && mark.number > authenticated.asOf()) {
        return true;
      }
    }
    return false;
  }

  @Scheduled(fixedDelay = "500ms", initialDelay = "1s")
  void expire() {
    var now = clock.instant();
    for (var watch : expiring) {
      if (watch.authenticated.isExpired(now)) {
        watch.end();
      }
    }
    recent.values().removeIf(mark -> mark.at.isBefore(now.minus(REMEMBERED)));
  }

  private static List<Revoked> keys(Credential credential) {
    return switch (credential) {
      case Credential.Login(long id, long user) ->
          List.of(new Revoked.Login(id), new Revoked.User(user));
      case Credential.Pass(long id) -> List.of(new Revoked.Pass(id));
    };
  }

  /** What waits for one token to end. */
  public final class Watch implements AutoCloseable {
    private final Authenticated authenticated;
    private final Runnable onRevoked;
    private final AtomicBoolean ended = new AtomicBoolean();

    Watch(Authenticated authenticated, Runnable onRevoked) {
      this.authenticated = authenticated;
      this.onRevoked = onRevoked;
    }

    void end() {
      leave();
      if (ended.compareAndSet(false, true)) {
        try {
          onRevoked.run();
        } catch (RuntimeException e) {
          LOG.error("What ran on a revocation failed", e);
        }
      }
    }

    @Override
    public void close() {
      ended.set(true);
      leave();
    }

    private void leave() {
      expiring.remove(this);
      for (var key : keys(authenticated.credential())) {
        watches.computeIfPresent(
            key,
            (k, all) -> {
              all.remove(this);
              return all.isEmpty() ? null : all;
            });
      }
    }
  }
}
