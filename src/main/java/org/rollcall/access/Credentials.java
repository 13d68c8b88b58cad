package org.rollcall.access;

import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import org.rollcall.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds whose token it is. Kept in memory for some seconds, so that a device that asks often does
 * not ask the database each time; what this server revokes is out at once.
 */
@Singleton
final class Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

  private record Cached(Authenticated authenticated, Instant readAt) {}

  private final AccountRepository accounts;
  private final LoginTokenRepository logins;
  private final PassRepository passes;
  private final Revocations revocations;
  private final Clock clock;
  private final ExecutorService blocking;
  private final Duration cacheTime;
  private final int cacheSize;
  private final ConcurrentMap<String, Cached> cache = new ConcurrentHashMap<>();

  Credentials(
      AccountRepository accounts,
      LoginTokenRepository logins,
      PassRepository passes,
      Revocations revocations,
      Clock clock,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
      AccessSettings settings) {
    this.accounts = accounts;
    this.logins = logins;
    this.passes = passes;
    this.revocations = revocations;
    this.clock = clock;
    this.blocking = blocking;
    this.cacheTime = settings.cacheTime();
    this.cacheSize = settings.cachedTokens();
  }

  /** Whose it is; empty if it is nobody's, expired or revoked. Does not block. */
  CompletionStage<Optional<Authenticated>> find(Token token) {
    byte[] hash = token.hash();
    var key = HexFormat.of().formatHex(hash);
    var cached = cache.get(key);
    if (cached != null) {
      var now = clock.instant();
      if (now.isBefore(cached.readAt.plus(cacheTime))
          && !revocations.endedSince(cached.authenticated)) {
        return CompletableFuture.completedFuture(
            Optional.of(cached.authenticated).filter(found -> !found.isExpired(now)));
      }
      cache.remove(key, cached);
    }
    return CompletableFuture.supplyAsync(
        () -> {
          var readAt = clock.instant();
          var found = read(hash, readAt);
          found.ifPresent(authenticated -> keep(key, new Cached(authenticated, readAt)));
          return found;
        },
        blocking);
  }

  /** Reads everyone anew, after rights were changed. */
  void forgetAll() {
    cache.clear();
  }

  int cached() {
    return cache.size();
  }

  private void keep(String key, Cached cached) {
    if (cache.size() >= cacheSize) {
      var stale = clock.instant().minus(cacheTime);
      cache.values().removeIf(old -> old.readAt.isBefore(stale));
      if (cache.size() >= cacheSize) {
        cache.clear();
      }
    }
    cache.put(key, cached);
  }

  private Optional<Authenticated> read(byte[] hash, Instant now) {
    long asOf = revocations.count();
    try {
      var pass = passes.findByTokenHash(hash);
      return pass.isPresent() ? pass.flatMap(row -> of(row, now, asOf)) : login(hash, now, asOf);
    } catch (RuntimeException e) {
      LOG.warn("Who calls could not be read: {}", e.toString());
      throw Problem.tryLater("web.service-unavailable", 2);
    }
  }

  private static Optional<Authenticated> of(PassRow row, Instant now, long asOf) {
    if (!row.isValid(now)) {
      return Optional.empty();
    }
    Caller caller =
        row.site() == null
            ? new Caller.BoardPass(row.key(), row.conferenceId())
            : new Caller.Coordinator(row.key(), row.conferenceId(), row.site());
    return Optional.of(
        new Authenticated(caller, new Credential.Pass(row.key()), row.expiresAt(), asOf));
  }

  private Optional<Authenticated> login(byte[] hash, Instant now, long asOf) {
    return logins
        .findByTokenHash(hash)
        .filter(login -> login.revokedAt() == null && now.isBefore(login.expiresAt()))
        .flatMap(login ->
            accounts
                .findById(login.userId())
                .filter(account -> !account.disabled())
                .map(account ->
                    new Authenticated(
                        caller(account),
                        new Credential.Login(login.key(), account.key()),
                        login.expiresAt(),
                        asOf)));
  }

  Caller caller(Account account) {
    return switch (account.role()) {
      case ORGANIZER -> new Caller.Organizer(account.key(), account.username());
      case VIEWER ->
          new Caller.Viewer(
              account.key(), account.username(), accounts.conferencesOf(account.key()));
    };
  }
}
