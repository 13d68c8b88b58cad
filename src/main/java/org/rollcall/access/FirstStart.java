package org.rollcall.access;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes the organizer {@code admin} where there is no user yet. */
@Singleton
final class FirstStart {
  static final String USERNAME = "admin";

  private final AccountRepository accounts;
  private final Passwords passwords;
  private final Clock clock;
  private final @Nullable String configured;

  FirstStart(
      AccountRepository accounts,
      Passwords passwords,
      Clock clock,
      @Property(name = "rollcall.admin-password") @Nullable String configured) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.clock = clock;
    this.configured = configured;
  }

  @EventListener
  void onStart(StartupEvent event) {
    if (accounts.count() > 0) {
      return;
    }
    boolean given = configured != null && !configured.isBlank();
    var password = given ? configured : Token.password(new SecureRandom());
    var admin =
        new Account(
            null,
            USERNAME,
            passwords.hash(password == null ? "" : password),
            Role.ORGANIZER,
            false,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    try {
      accounts.save(admin);
    } catch (DataAccessException e) {
      if (accounts.count() > 0) {
        return; // another server, started at the same time, was first
      }
      throw e;
    }
    if (!given) {
      // to the standard output and not to the log, which is kept and shipped about
      System.out.println("First start: user " + USERNAME + ", password " + password);
    }
  }
}
