package org.rollcall.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.rollcall.web.Problem;

/** Signs users in and out. Blocks: never called on an event loop. */
@Singleton
final class Logins {
  private static final String REFUSED = "rollcall.logins.refused";
  private static final long NOBODY = 0;
  private static final int LONGEST_PASSWORD = 1000;

  private final AccountRepository accounts;
  private final LoginTokenRepository tokens;
  private final Passwords passwords;
  private final SlowDown slowDown;
  private final Revocations revocations;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final Counter slowedDown;
  private final Counter wrong;
  private final Duration lifetime;
  private final int knownAddresses;
  private final SecureRandom random = new SecureRandom();

  Logins(
      AccountRepository accounts,
      LoginTokenRepository tokens,
      Passwords passwords,
      SlowDown slowDown,
      Revocations revocations,
      TransactionOperations<Connection> transactions,
      Clock clock,
      MeterRegistry meters,
      AccessSettings settings) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.passwords = passwords;
    this.slowDown = slowDown;
    this.revocations = revocations;
    this.transactions = transactions;
    this.clock = clock;
    this.slowedDown = meters.counter(REFUSED, "reason", "slowed-down");
    this.wrong = meters.counter(REFUSED, "reason", "wrong");
    this.lifetime = settings.loginLifetime();
    this.knownAddresses = settings.knownAddresses();
  }

  Duration lifetime() {
    return lifetime;
  }

  /** A token for the user of that name and password. Does the same work whoever is asked for. */
  Token login(String givenName, String password, InetAddress address) {
    var username = Usernames.canonical(givenName);
    var account =
        Usernames.isValid(username) ? accounts.findByUsername(username) : Optional.<Account>empty();
    long id = account.map(Account::key).orElse(NOBODY);
    byte[] addressHash = Token.sha256(id + " " + SlowDown.network(address));
    boolean known = tokens.addressKnown(id, addressHash) > 0;
    if (!known) {
      var wait = slowDown.begin(username, address);
      if (wait != null) {
        slowedDown.increment();
        throw Problem.of(HttpStatus.TOO_MANY_REQUESTS, "access.slowed-down", seconds(wait))
            .header("Retry-After", Long.toString(seconds(wait)));
      }
    }
    boolean right =
        passwords.matches(
            password.length() > LONGEST_PASSWORD ? "" : password,
            account.map(Account::passwordHash).orElse(null));
    var now = now();
    var token = Token.random(random);
    var saved = new LoginToken(null, token.hash(), id, now, now.plus(lifetime), null);
    if (!right || account.isEmpty() || !isSaved(saved, account.get().passwordHash())) {
      wrong.increment();
      throw Problem.of(HttpStatus.UNAUTHORIZED, "access.wrong-password")
          .header("WWW-Authenticate", "Bearer");
    }
    if (!known) {
      slowDown.succeeded(username, address);
    }
    remember(id, addressHash, now);
    return token;
  }

  /**
   * Saves the token, unless the user was disabled, or given a new password while the old one was
   * checked: who changes him revokes the tokens that there are, and this one would outlive that.
   */
  private boolean isSaved(LoginToken token, String checkedHash) {
    return transactions.executeWrite(status -> {
      boolean unchanged = accounts.lockUnchanged(token.userId(), checkedHash).isPresent();
      if (unchanged) {
        tokens.save(token);
      }
      return unchanged;
    });
  }

  /** Ends one login, and what was opened with it. */
  void logout(Authenticated authenticated) {
    if (authenticated.credential() instanceof Credential.Login login) {
      tokens.revoke(login.id());
      revocations.revoked(new Revocations.Revoked.Login(login.id()));
    }
  }

  private void remember(long user, byte[] addressHash, Instant now) {
    tokens.rememberAddress(user, addressHash, now);
    tokens
        .oldestBeyond(user, knownAddresses)
        .ifPresent(oldest -> tokens.forgetAddresses(user, oldest));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static long seconds(Duration wait) {
    return Math.max(1, (wait.toMillis() + 999) / 1000);
  }
}
