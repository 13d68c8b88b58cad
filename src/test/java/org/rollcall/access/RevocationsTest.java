package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RevocationsTest {
  private final MovableClock clock = new MovableClock();
  private final Revocations revocations = new Revocations(clock);
  private final AtomicInteger ended = new AtomicInteger();

  @Test
  void aRevokedPassEndsItsOwnWatchesOnceAndNoOthers() {
    revocations.watch(pass(1, null), ended::incrementAndGet);
    revocations.watch(pass(1, null), ended::incrementAndGet);
    revocations.watch(pass(2, null), ended::incrementAndGet);
    revocations.revoked(new Revocations.Revoked.Pass(1));
    revocations.revoked(new Revocations.Revoked.Pass(1));
    assertThat(ended).hasValue(2);
    assertThat(revocations.watched()).isEqualTo(1);
  }

  @Test
  void aUserEndsWithAllHisLogins() {
    revocations.watch(login(1, 7), ended::incrementAndGet);
    revocations.watch(login(2, 7), ended::incrementAndGet);
    revocations.watch(login(3, 8), ended::incrementAndGet);
    revocations.revoked(new Revocations.Revoked.User(7));
    assertThat(ended).hasValue(2);
    revocations.revoked(new Revocations.Revoked.Login(3));
    assertThat(ended).hasValue(3);
    assertThat(revocations.watched()).isZero();
  }

  @Test
  void whatEndedBetweenTheHandshakeAndTheWatchEndsAtOnce() {
    var early = pass(1, null);
    revocations.revoked(new Revocations.Revoked.Pass(1));
    revocations.watch(early, ended::incrementAndGet);
    assertThat(ended).hasValue(1);
  }

  @Test
  void aLoginMadeAfterTheUserWasRevokedStands() {
    revocations.revoked(new Revocations.Revoked.User(7));
    revocations.watch(login(9, 7), ended::incrementAndGet);
    assertThat(ended).hasValue(0);
  }

  @Test
  void whatExpiresEnds() {
    revocations.watch(pass(1, clock.instant().plusSeconds(10)), ended::incrementAndGet);
    clock.forward(Duration.ofSeconds(9));
    revocations.expire();
    assertThat(ended).hasValue(0);
    clock.forward(Duration.ofSeconds(1));
    revocations.expire();
    assertThat(ended).hasValue(1);
  }

  @Test
  void aClosedWatchHearsNothingAndLeavesNothingBehind() {
    var watch = revocations.watch(login(1, 7), ended::incrementAndGet);
    watch.close();
    revocations.revoked(new Revocations.Revoked.User(7));
    assertThat(ended).hasValue(0);
    assertThat(revocations.watched()).isZero();
  }

  @Test
  void whatFailsOnARevocationDoesNotKeepTheOthersOpen() {
    revocations.watch(
        pass(1, null),
        () -> {
          throw new IllegalStateException("closed already");
        });
    revocations.watch(pass(1, null), ended::incrementAndGet);
    revocations.revoked(new Revocations.Revoked.Pass(1));
    assertThat(ended).hasValue(1);
  }

  private Authenticated pass(long id, Instant expiresAt) {
    return new Authenticated(
        new Caller.Coordinator(id, 1, "CL-07"),
        new Credential.Pass(id),
        expiresAt,
        revocations.count());
  }

  private Authenticated login(long id, long user) {
    return new Authenticated(
        new Caller.Organizer(user, "lan"),
        new Credential.Login(id, user),
        null,
        revocations.count());
  }
}
