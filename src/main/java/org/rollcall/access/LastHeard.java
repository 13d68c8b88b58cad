package org.rollcall.access;

import io.micronaut.context.BeanProvider;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * When each site pass was last heard, in memory: by this server at once, by others as {@link
 * Heartbeat} reads it. A pass is online while one of its devices was heard lately, or while a
 * server holds it that is heard itself. Safe for use from any thread; nothing here waits.
 */
@Singleton
final class LastHeard {
  /** How often a pass is written anew while a server runs that goes by {@code last_seen_at}. */
  private static final Duration OLD_VERSION_WRITES = Duration.ofSeconds(5);

  /** How long after it last showed a server of the version before is thought to run. */
  private static final Duration OLD_VERSION_STAYS = Duration.ofMinutes(1);

  private static final Instant NEVER = Instant.EPOCH;

  private final BeanProvider<HeardFollower> followerBeans;
  private final Clock clock;
  private final LinkSettings settings;
  private final Revocations revocations;
  private final ConcurrentMap<Long, Device> devices = new ConcurrentHashMap<>();
  private volatile Map<String, Instant> servers = Map.of();
  private volatile List<HeardFollower> followers = List.of();
  private volatile Instant oldVersion = NEVER;

  LastHeard(
      BeanProvider<HeardFollower> followers,
      Clock clock,
      LinkSettings settings,
      Revocations revocations) {
    this.followerBeans = followers;
    this.clock = clock;
    this.settings = settings;
    this.revocations = revocations;
  }

  /** A pass to be written, and when it was last heard by this server. */
  record Due(long pass, Instant at) {}

  /** So that a restarted server knows which sites were there before. */
  void start(Map<String, Instant> alive, List<PassRepository.Seen> ever) {
    followers = followerBeans.stream().toList();
    servers = Map.copyOf(alive);
    for (var row : ever) {
      if (row.revokedAt() == null) {
        device(row).take(row, false);
      } else {
        followers.forEach(follower ->
            follower.silent(row.conferenceId(), row.site(), row.id(), row.lastSeenAt()));
      }
    }
  }

  void heard(Caller.Coordinator coordinator) {
    devices
        .computeIfAbsent(
            coordinator.passId(),
            id -> new Device(id, coordinator.conference(), coordinator.site()))
        .heard(now());
  }

  /**
   * The pass was revoked. It is remembered, so that nothing which its devices still had under way
   * turns the site online again.
   *
   * @return whether that is news here
   */
  boolean gone(long pass, long conference, String site) {
    return devices.computeIfAbsent(pass, id -> new Device(id, conference, site)).end();
  }

  /** When the pass was last heard by this server or in what it read of others. */
  @Nullable Instant of(long pass) {
    var device = devices.get(pass);
    var last = device == null ? NEVER : device.last();
    return last.equals(NEVER) ? null : last;
  }

  @Scheduled(fixedDelay = "1s", initialDelay = "1s")
  void silence() {
    var now = now();
    devices.values().forEach(device -> device.refresh(now));
  }

  /**
   * What others wrote.
   *
   * @param alive when, by this server's clock, each server was last heard
   */
  void take(Map<String, Instant> alive, List<PassRepository.Seen> changed) {
    servers = Map.copyOf(alive);
    for (var row : changed) {
      if (row.revokedAt() == null) {
        device(row).take(row, true);
      } else {
        if (gone(row.id(), row.conferenceId(), row.site())) {
          // it was read here by the time of the database, whatever clock the revoking server has
          revocations.revoked(new Revocations.Revoked.Pass(row.id()));
        }
      }
    }
    silence();
  }

  /** What that server, which is this one, is to take, in order. */
  List<Due> toHold(String server) {
    var now = now();
    List<Due> due = new ArrayList<>();
    devices.values().forEach(device -> device.addToHold(server, now, due));
    return sorted(due);
  }

  /** Has everything that is held here written once more: the database may have lost it. */
  void claimAgain() {
    devices.values().forEach(Device::claimAgain);
  }

  /** What that server, which is this one, is to let go of, in order. */
  List<Due> toLetGo(String server, boolean all) {
    var now = now();
    List<Due> due = new ArrayList<>();
    devices.values().forEach(device -> device.addToLetGo(server, now, all, due));
    return sorted(due);
  }

  /** That these are written: who holds them now, and when they were heard. */
  void written(List<Long> passes, @Nullable String holder, Instant at) {
    for (var pass : passes) {
      var device = devices.get(pass);
      if (device != null) {
        device.written(holder, at);
      }
    }
  }

  /** What a server that is gone held, in order. */
  List<Long> heldBy(String server) {
    return devices.values().stream()
        .filter(device -> device.isHeldBy(server))
        .map(device -> device.pass)
        .sorted()
        .toList();
  }

  /** In one order on every server, so that two never wait for each other. */
  private static List<Due> sorted(List<Due> due) {
    due.sort(Comparator.comparingLong(Due::pass));
    return due;
  }

  private Device device(PassRepository.Seen row) {
    return devices.computeIfAbsent(row.id(), id -> new Device(id, row.conferenceId(), row.site()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** What is known of the devices with one pass. */
  private final class Device {
    private final long pass;
    private final long conference;
    private final String site;

    /** When this server heard it. */
    private Instant here = NEVER;

    /** When it was heard as its row says. */
    private Instant row = NEVER;

    private @Nullable String holder;
    private boolean held;
    private boolean takeOver;
    private boolean told;
    private boolean online;
    private boolean ended;

    Device(long pass, long conference, String site) {
      this.pass = pass;
      this.conference = conference;
      this.site = site;
    }

    synchronized void heard(Instant now) {
      if (ended) {
        return;
      }
      here = now;
      if (!held) {
        held = true;
        takeOver = true;
      }
      if (!online) {
        tell(true, now);
      }
    }

    synchronized void take(PassRepository.Seen seen, boolean again) {
      if (ended) {
        return;
      }
      boolean later = seen.lastSeenAt().isAfter(row);
      if (again && later && !row.equals(NEVER) && holder == null && seen.heldBy() == null) {
        // a server of this version would hold it
        oldVersion = now();
      }
      holder = seen.heldBy();
      row = later ? seen.lastSeenAt() : row;
      refresh(now());
    }

    synchronized void refresh(Instant now) {
      if (ended) {
        return;
      }
      var heardAfter = now.minus(settings.onlineFor());
      boolean is =
          here.isAfter(heardAfter)
              || row.isAfter(heardAfter)
              || isHeard(holder, now.minus(settings.serverSilence()));
      if (is != online || !told) {
        tell(is, last());
      }
    }

    synchronized Instant last() {
      var last = here.isAfter(row) ? here : row;
      var server = holder == null ? NEVER : servers.getOrDefault(holder, NEVER);
      return server.isAfter(last) ? server : last;
    }

    synchronized boolean end() {
      if (ended) {
        return false;
      }
      row = last();
      if (told) {
        tell(false, row);
      }
      ended = true;
      held = false;
      holder = null;
      return true;
    }

    synchronized void claimAgain() {
      takeOver = held;
    }

    synchronized void addToHold(String server, Instant now, List<Due> due) {
      if (held && here.isAfter(now.minus(settings.heldFor()))) {
        boolean own = server.equals(holder);
        boolean needed =
            own
                ? oldVersion.isAfter(now.minus(OLD_VERSION_STAYS))
                    && !here.isBefore(row.plus(OLD_VERSION_WRITES))
                : !isHeard(holder, now.minus(settings.trusted()));
        if (takeOver || needed) {
          due.add(new Due(pass, here));
        }
      }
    }

    synchronized void addToLetGo(String server, Instant now, boolean all, List<Due> due) {
      if (all || !here.isAfter(now.minus(settings.heldFor()))) {
        held = false;
      }
      if (!held && server.equals(holder)) {
        due.add(new Due(pass, here));
      }
    }

    synchronized boolean isHeldBy(String server) {
      return server.equals(holder);
    }

    synchronized void written(@Nullable String by, Instant at) {
      if (ended) {
        return;
      }
      holder = by;
      row = at.isAfter(row) ? at : row;
      if (by != null) {
        takeOver = false;
      }
    }

    private boolean isHeard(@Nullable String server, Instant after) {
      return server != null && servers.getOrDefault(server, NEVER).isAfter(after);
    }

    private void tell(boolean heard, Instant at) {
      told = true;
      online = heard;
      for (var follower : followers) {
        if (heard) {
          follower.heard(conference, site, pass, at);
        } else {
          follower.silent(conference, site, pass, at);
        }
      }
    }
  }
}
