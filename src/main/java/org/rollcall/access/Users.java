package org.rollcall.access;

import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users, as organizers make and change them. Blocks. */
@Singleton
final class Users {
  private static final Logger LOG = LoggerFactory.getLogger(Users.class);
  private static final int LONGEST_PASSWORD = 1000;

  /** What is to be changed of a user; null stays as it is. */
  record Change(
      @Nullable Role role,
      @Nullable Set<Long> conferences,
      @Nullable String password,
      @Nullable Boolean disabled) {}

  /** A user with the conferences that he sees as a viewer. */
  record Known(Account account, Set<Long> conferences) {}

  private final AccountRepository accounts;
  private final LoginTokenRepository tokens;
  private final Passwords passwords;
  private final Credentials credentials;
  private final Revocations revocations;
  private final SiteDirectory directory;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final int minimumPassword;

  Users(
      AccountRepository accounts,
      LoginTokenRepository tokens,
      Passwords passwords,
      Credentials credentials,
      Revocations revocations,
      SiteDirectory directory,
      TransactionOperations<Connection> transactions,
      Clock clock,
      AccessSettings settings) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.passwords = passwords;
    this.credentials = credentials;
    this.revocations = revocations;
    this.directory = directory;
    this.transactions = transactions;
    this.clock = clock;
    this.minimumPassword = settings.minimumPassword();
  }

  List<Known> all() {
    return accounts.listOrderByUsername().stream().map(this::known).toList();
  }

  Known make(@Nullable String givenName, Change wanted) {
    var username = givenName == null ? "" : Usernames.canonical(givenName);
    var faults = new ArrayList<Fault>();
    if (username.isEmpty()) {
      faults.add(Fault.at("/username", "REQUIRED", "web.required"));
    } else if (username.length() > Usernames.MAX_LENGTH) {
      faults.add(Fault.at("/username", "TOO_LONG", "web.too-long", Usernames.MAX_LENGTH));
    } else if (!Usernames.isValid(username)) {
      faults.add(Fault.at("/username", "INVALID", "web.not-allowed"));
    }
    if (wanted.role() == null) {
      faults.add(Fault.at("/role", "REQUIRED", "web.required"));
    }
    if (wanted.password() == null) {
      faults.add(Fault.at("/password", "REQUIRED", "web.required"));
    }
    check(wanted, faults);
    var hash = passwords.hash(Objects.requireNonNull(wanted.password()));
    var account =
        new Account(
            null,
            username,
            hash,
            Objects.requireNonNull(wanted.role()),
            Boolean.TRUE.equals(wanted.disabled()),
            now());
    try {
      return inTransaction(() -> {
        if (accounts.findByUsername(username).isPresent()) {
          throw Problem.conflict("access.username-taken", username);
        }
        var saved = accounts.save(account);
        Set<Long> conferences =
            wanted.conferences() == null ? Set.of() : Set.copyOf(wanted.conferences());
        conferences.forEach(conference -> accounts.addConference(saved.key(), conference));
        return new Known(saved, conferences);
      });
    } catch (DataAccessException e) {
      if (accounts.findByUsername(username).isPresent()) {
        throw Problem.conflict("access.username-taken", username);
      }
      throw e;
    }
  }

  /** Changes a user. Who loses a right or gets a new password is signed out everywhere, at once. */
  Known change(long id, Change wanted) {
    check(wanted, new ArrayList<>());
    var hash = wanted.password() == null ? null : passwords.hash(wanted.password());
    record Changed(Known now, boolean signedOut) {}
    var changed =
        inTransaction(() -> {
          var organizers = accounts.lockOrganizers();
          var before = accounts.findById(id).orElseThrow(() -> Problem.notFound("access.no-user"));
          var conferencesBefore = accounts.conferencesOf(id);
          var after =
              new Account(
                  id,
                  before.username(),
                  hash == null ? before.passwordHash() : hash,
                  Optional.ofNullable(wanted.role()).orElse(before.role()),
                  Optional.ofNullable(wanted.disabled()).orElse(before.disabled()),
                  before.createdAt());
          boolean organizes = after.role() == Role.ORGANIZER && !after.disabled();
          if (organizers.equals(List.of(id)) && !organizes) {
            throw Problem.conflict("access.last-organizer");
          }
          accounts.update(after);
          var conferences = conferencesBefore;
          if (wanted.conferences() != null) {
            conferences = Set.copyOf(wanted.conferences());
            accounts.removeConferences(id);
            conferences.forEach(conference -> accounts.addConference(id, conference));
          }
          boolean signedOut =
              hash != null
                  || after.disabled()
                  || after.role() != before.role()
                  || !conferences.containsAll(conferencesBefore);
          if (signedOut) {
            tokens.revokeAllOf(id, now());
          }
          return new Changed(new Known(after, conferences), signedOut);
        });
    LOG.atInfo()
        .addKeyValue("user", id)
        .log(
            "a user was changed: {}{}",
            changed.now().account().disabled() ? "disabled" : "enabled",
            changed.signedOut() ? ", signed out everywhere" : "");
    if (changed.signedOut()) {
      revocations.revoked(new Revocations.Revoked.User(id));
    }
    credentials.forgetAll();
    return changed.now();
  }

  private void check(Change wanted, List<Fault> faults) {
    var password = wanted.password();
    if (password != null && password.codePointCount(0, password.length()) < minimumPassword) {
      faults.add(Fault.at("/password", "TOO_SHORT", "access.short-password", minimumPassword));
    }
    if (password != null && password.length() > LONGEST_PASSWORD) {
      faults.add(Fault.at("/password", "TOO_LONG", "web.too-long", LONGEST_PASSWORD));
    }
    if (wanted.conferences() != null) {
      for (var conference : wanted.conferences()) {
        if (directory.title(conference).isEmpty()) {
          faults.add(Fault.at("/conferences", "NOT_FOUND", "access.no-conference", conference));
        }
      }
    }
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
  }

  private Known known(Account account) {
    return new Known(account, accounts.conferencesOf(account.key()));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return transactions.executeWrite(status -> work.get());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
