package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpAllowanceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String PASS = "pass:1";

  private final HttpAllowance allowance = new HttpAllowance(limits());

  @Test
  void aPassHasSoManyUnderWayInAllItsCallsTogether() {
    assertThat(allowance.take(PASS, 6, 6, 0)).isEqualTo(6);
    assertThat(allowance.take(PASS, 6, 6, 0)).isEqualTo(4);
    assertThat(allowance.take(PASS, 1, 1, 0)).isZero();
    assertThat(allowance.take("pass:2", 6, 6, 0)).isEqualTo(6);
    allowance.answered(PASS);
    allowance.answered(PASS);
    assertThat(allowance.take(PASS, 6, 6, 0)).isEqualTo(2);
  }

  @Test
  void aPassTooFastForTooLongSendsNothingMoreUntilASecondThatIsNot() {
    for (long second = 0; second < 2; second++) {
      assertThat(take(30, second)).isEqualTo(10);
      assertThat(take(1, second)).isEqualTo(1);
    }
    assertThat(take(30, 2)).isEqualTo(10);
    // over the rate in the third second in a row
    assertThat(take(1, 2)).isZero();
    assertThat(take(31, 3)).isZero();
    assertThat(take(1, 4)).isEqualTo(1);
    assertThat(take(30, 5)).isEqualTo(10);
  }

  @Test
  void whoIsIdleIsForgottenAndWhoWaitsForAnAnswerIsNot() {
    allowance.take(PASS, 2, 2, 0);
    allowance.take("pass:2", 2, 0, 0);
    allowance.sweep(SECOND);
    assertThat(allowance.remembered()).isEqualTo(2);
    allowance.sweep(3 * SECOND);
    assertThat(allowance.remembered()).isEqualTo(1);
    allowance.answered(PASS);
    allowance.answered(PASS);
    allowance.sweep(3 * SECOND);
    assertThat(allowance.remembered()).isZero();
  }

  /** Sends in that second what is answered at once, and says how many went to the desk. */
  private int take(int commands, long second) {
    int taken = allowance.take(PASS, commands, commands, second * SECOND);
    for (int i = 0; i < taken; i++) {
      allowance.answered(PASS);
    }
    return taken;
  }

  private static CheckInLimits limits() {
    Duration any = Duration.ofSeconds(1);
    return new CheckInLimits(32, 200, 10, 16_384, 30, 3, 5000, any, any, any, any, 1, any, 1);
  }
}
