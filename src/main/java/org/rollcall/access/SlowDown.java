package org.rollcall.access;

import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing slow: after some failures in a row an account, and an address, must wait 1, 2, 4,
 * … seconds between attempts. An attempt counts as failed from its start until it succeeds, so that
 * many at once gain nothing. Remembers a bounded number of accounts and addresses, the latest.
 */
@Singleton
final class SlowDown {
  private record Failures(int count, Instant last) {}

  private final Clock clock;
  private final int accountFailures;
  private final int addressFailures;
  private final Duration slowest;
  private final int remembered;
  private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

  SlowDown(AccessSettings settings, Clock clock) {
    this.clock = clock;
    this.accountFailures = settings.accountFailures();
    this.addressFailures = settings.addressFailures();
    this.slowest = settings.slowest();
    this.remembered = settings.watchedLogins();
  }

  /** Begins an attempt, or tells how long to wait before the next. */
  synchronized @Nullable Duration begin(String username, InetAddress address) {
    var now = clock.instant();
    var account = account(username);
    var network = network(address);
    var wait = longer(wait(account, accountFailures, now), wait(network, addressFailures, now));
    if (wait.isPositive()) {
      return wait;
    }
    count(account, now);
    count(network, now);
    return null;
  }

  /** An attempt was right: the account starts afresh, and the address gets its attempt back. */
  synchronized void succeeded(String username, InetAddress address) {
    failures.remove(account(username));
    failures.computeIfPresent(
        network(address),
        (key, past) -> past.count <= 1 ? null : new Failures(past.count - 1, past.last));
  }

  synchronized int remembered() {
    return failures.size();
  }

  private void count(String key, Instant now) {
    var past = failures.get(key);
    failures.put(key, new Failures(past == null ? 1 : past.count + 1, now));
    while (failures.size() > remembered) {
      failures.remove(failures.keySet().iterator().next());
    }
  }

  private Duration wait(String key, int free, Instant now) {
    var past = failures.get(key);
    if (past == null || past.count < free) {
      return Duration.ZERO;
    }
    int doublings = Math.min(past.count - free, 30);
    var delay = Duration.ofSeconds(1L << doublings);
    var capped = delay.compareTo(slowest) > 0 ? slowest : delay;
    return Duration.between(now, past.last.plus(capped));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static String account(String username) {
    return "account " + username;
  }

  /** Who has one IPv6 address has at least 2^64 of them. */
  static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    int significant = address instanceof Inet6Address ? 8 : bytes.length;
    return "address " + HexFormat.of().formatHex(Arrays.copyOf(bytes, significant));
  }
}
