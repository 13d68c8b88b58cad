package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowDownTest {
  private final MovableClock clock = new MovableClock();
  private final SlowDown slowDown = new SlowDown(TestSettings.access(), clock);

  @Test
  void theWaitDoublesUpToItsLimitAndEndsWithSuccess() {
    for (int i = 0; i < 5; i++) {
      assertThat(slowDown.begin("admin", address(i))).as("attempt " + i).isNull();
    }
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
      assertThat(slowDown.begin("admin", address(99))).isEqualTo(Duration.ofSeconds(seconds));
      clock.forward(Duration.ofSeconds(seconds));
      assertThat(slowDown.begin("admin", address(100 + (int) seconds % 50))).isNull();
    }
    slowDown.succeeded("admin", address(99));
    assertThat(slowDown.begin("admin", address(99))).isNull();
  }

  @Test
  void askingWhileWaitingDoesNotMakeTheWaitLonger() {
    for (int i = 0; i < 5; i++) {
      slowDown.begin("admin", address(i));
    }
    slowDown.begin("admin", address(9));
    slowDown.begin("admin", address(9));
    clock.forward(Duration.ofSeconds(1));
    assertThat(slowDown.begin("admin", address(9))).isNull();
  }

  @Test
  void anAddressThatTriesManyAccountsIsSlowedDownToo() {
    for (int i = 0; i < 20; i++) {
      assertThat(slowDown.begin("user" + i, address(1))).isNull();
    }
    assertThat(slowDown.begin("another", address(1))).isPositive();
    assertThat(slowDown.begin("another", address(2))).isNull();
  }

  @Test
  void oneHostsManyIpV6AddressesCountAsOne() throws UnknownHostException {
    for (int i = 0; i < 20; i++) {
      slowDown.begin("user" + i, InetAddress.getByName("2001:db8:1:2::" + i));
    }
    assertThat(slowDown.begin("another", InetAddress.getByName("2001:db8:1:2:ffff::1")))
        .isPositive();
    assertThat(slowDown.begin("another", InetAddress.getByName("2001:db8:1:3::1"))).isNull();
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < 30_000; i++) {
      slowDown.begin("user" + i, address(i));
    }
    assertThat(slowDown.remembered()).isEqualTo(10_000);
  }

  private static InetAddress address(int i) {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 198, 18, (byte) (i >> 8), (byte) i});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
