package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords(TestSettings.access());

  @Test
  void aHashIsArgon2idWithTheDocumentedParametersAndItsOwnSalt() {
    var hash = passwords.hash("mật khẩu");
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.hash("mật khẩu")).isNotEqualTo(hash);
    assertThat(passwords.matches("mật khẩu", hash)).isTrue();
    assertThat(passwords.matches("mat khau", hash)).isFalse();
  }

  @Test
  void withoutAUserNothingMatchesAndTheSameWorkIsDone() {
    assertThat(passwords.matches("the password of nobody", null)).isFalse();
    var hash = passwords.hash("mật khẩu");
    for (int i = 0; i < 5; i++) {
      time(hash); // warm
    }
    // the work is the same hash function on the same parameters: far from a hundredth of it
    assertThat(time(null)).isGreaterThan(time(hash).dividedBy(10));
  }

  private Duration time(String hash) {
    long start = System.nanoTime();
    passwords.matches("mật khẩu", hash);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
