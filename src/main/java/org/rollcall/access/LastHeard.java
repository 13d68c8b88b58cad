package org.rollcall.access;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each site pass was last heard: known in memory at once, written in batches, read by other
 * servers every second. A pass is written at most every {@link #WRITE_EVERY}: a frame a second of
 * 37,000 devices must not become 37,000 updates a second.
 */
@Singleton
final class LastHeard {
  static final Duration WRITE_EVERY = Duration.ofSeconds(5);

  /** What another server heard may reach its row this much later than it was heard. */
  private static final Duration LATE = WRITE_EVERY.plusSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(LastHeard.class);

  private static final class Device {
    private final long pass;
    private final long conference;
    private final String site;
    private volatile Instant at = Instant.EPOCH;
    private volatile Instant written = Instant.EPOCH;

    Device(long pass, long conference, String site) {
      this.pass = pass;
      this.conference = conference;
      this.site = site;
    }
  }

  private final PassRepository passes;
  private final TransactionOperations<Connection> transactions;
  private final BeanProvider<HeardFollower> followerBeans;
  private final Clock clock;
  private final boolean shared;
  private final ConcurrentMap<Long, Device> devices = new ConcurrentHashMap<>();
  private volatile List<HeardFollower> followers = List.of();

  LastHeard(
      PassRepository passes,
      TransactionOperations<Connection> transactions,
      BeanProvider<HeardFollower> followers,
      Clock clock,
      OtherServers others) {
    this.passes = passes;
    this.transactions = transactions;
    this.followerBeans = followers;
    this.clock = clock;
    this.shared = others.areThere();
  }

  /** So that a restarted server knows which sites were there before. */
  @EventListener
  void onStart(StartupEvent event) {
    followers = followerBeans.stream().toList();
    take(passes.seenAfter(Instant.EPOCH));
  }

  void heard(Caller.Coordinator coordinator) {
    var device =
        devices.computeIfAbsent(
            coordinator.passId(),
            id -> new Device(id, coordinator.conference(), coordinator.site()));
    device.at = now();
    tell(device);
  }

  void gone(long pass) {
    var device = devices.remove(pass);
    if (device != null) {
      followers.forEach(follower -> follower.gone(device.conference, device.site, device.pass));
    }
  }

  /** When the pass was last heard by this server or in what it read of others. */
  @Nullable Instant of(long pass) {
    var device = devices.get(pass);
    return device == null ? null : device.at;
  }

  @Scheduled(fixedDelay = "1s", initialDelay = "1s", scheduler = DatabaseTasks.NAME)
  void write() {
    var due = now().minus(WRITE_EVERY);
    write(device -> !device.written.isAfter(due));
  }

  @Scheduled(fixedDelay = "1s", initialDelay = "1s", scheduler = DatabaseTasks.NAME)
  void readOthers() {
    if (shared) {
      try {
        take(passes.seenAfter(now().minus(LATE)));
      } catch (RuntimeException e) {
        LOG.debug("What other servers heard could not be read: {}", e.toString());
      }
    }
  }

  @PreDestroy
  void writeAll() {
    write(device -> true);
  }

  private void write(java.util.function.Predicate<Device> due) {
    record Row(Device device, Instant at) {}
    List<Row> rows = new ArrayList<>();
    for (var device : devices.values()) {
      var at = device.at;
      if (at.isAfter(device.written) && due.test(device)) {
        rows.add(new Row(device, at));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    // in one order on every server, so that two batches never wait for each other
    rows.sort(Comparator.comparingLong(row -> row.device.pass));
    try {
      transactions.executeWrite(status -> {
        try (var update =
            status
                .getConnection()
                .prepareStatement(
                    "UPDATE site_pass SET last_seen_at = ? WHERE id = ?"
                        + " AND (last_seen_at IS NULL OR last_seen_at < ?)")) {
          for (var row : rows) {
            update.setTimestamp(1, Timestamp.from(row.at));
            update.setLong(2, row.device.pass);
            update.setTimestamp(3, Timestamp.from(row.at));
            update.addBatch();
          }
          return update.executeBatch();
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      });
      rows.forEach(row -> row.device.written = row.at);
    } catch (RuntimeException e) {
      LOG.warn(
          "When {} passes were last heard could not be written: {}", rows.size(), e.toString());
    }
  }

  private void take(List<PassRepository.Seen> seen) {
    for (var row : seen) {
      var device =
          devices.computeIfAbsent(row.id(), id -> new Device(id, row.conferenceId(), row.site()));
      if (row.lastSeenAt().isAfter(device.at)) {
        device.at = row.lastSeenAt();
        device.written = row.lastSeenAt();
        tell(device);
      }
    }
  }

  private void tell(Device device) {
    for (var follower : followers) {
      follower.heard(device.conference, device.site, device.pass, device.at);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
