package org.rollcall.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Problem;

/**
 * Hashes passwords with Argon2id: 19 MiB, 2 passes, 1 lane, as OWASP recommends at the least, with
 * a random salt of 16 bytes. The hash names its parameters, so they can be raised later. Slow by
 * intent: never called on an event loop.
 */
@Singleton
final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID, 0x13);

  private final Semaphore turns;
  private final long waitMillis;
  private final String nobody;

  Passwords(AccessSettings settings) {
    this.turns = new Semaphore(settings.passwordChecks(), true);
    this.waitMillis = settings.passwordWait().toMillis();
    this.nobody = hash("the password of nobody");
  }

  String hash(String password) {
    return inTurn(() ->
        com.password4j.Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult());
  }

  /** Whether it is the password of that hash. Without a hash it takes as long, and is not. */
  boolean matches(String password, @Nullable String hash) {
    boolean same =
        inTurn(() ->
            com.password4j.Password.check(password, hash == null ? nobody : hash)
                .with(Argon2Function.getInstanceFromHash(hash == null ? nobody : hash)));
    return same && hash != null;
  }

  /** A few at a time: a flood of logins must leave the processors to the check-ins. */
  private <T> T inTurn(java.util.function.Supplier<T> work) {
    try {
      if (!turns.tryAcquire(waitMillis, TimeUnit.MILLISECONDS)) {
        throw Problem.tryLater("access.too-many-logins", 5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.tryLater("access.too-many-logins", 5);
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
