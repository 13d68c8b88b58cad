package org.rollcall.site;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.HeardFollower;

/**
 * The link of each site: online while one of its devices was heard lately, on any server. Changes
 * are known at once when a device is heard, and within a second when one falls silent. Safe for use
 * from any thread; reading never waits.
 */
@Singleton
public final class Links implements HeardFollower {
  private static final long NEVER_CHANGED = 0;

  private final Clock clock;
  private final Duration onlineFor;
  private final ConcurrentMap<Long, Links.OfConference> conferences = new ConcurrentHashMap<>();

  Links(Clock clock, LinkSettings settings, MeterRegistry meters) {
    this.clock = clock;
    this.onlineFor = settings.onlineFor();
    Gauge.builder("rollcall.passes.heard", this, Links::online)
        .description("Site passes heard lately, on any server")
        .register(meters);
  }

  private double online() {
    long devices = 0;
    for (OfConference links : conferences.values()) {
      for (Devices site : links.sites.values()) {
        devices += site.link.devices();
      }
    }
    return devices;
  }

  /** The link of a site now. */
  public Link of(long conference, String site) {
    var links = conferences.get(conference);
    var devices = links == null ? null : links.sites.get(site);
    return devices == null ? Link.NEVER : devices.link;
  }

  /**
   * A number that grows with each change of a link of that conference: while it stays, nothing
   * changed.
   */
  public long version(long conference) {
    var links = conferences.get(conference);
    return links == null ? NEVER_CHANGED : links.version.get();
  }

  /** The sites of the conference whose link changed after that version. */
  public Set<String> changedSince(long conference, long version) {
    var links = conferences.get(conference);
    if (links == null || links.version.get() == version) {
      return Set.of();
    }
    return links.sites.entrySet().stream()
        .filter(entry -> entry.getValue().changed > version)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Calls the listener with the code of each site whose link changes, after it has changed, on
   * whatever thread noticed it, event loops too: it must be quick and not block. Close the answer
   * to hear no more.
   */
  public Subscription onChange(long conference, Consumer<String> listener) {
    var listeners = ofConference(conference).listeners;
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** What ends a listener. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public void heard(long conference, String site, long pass, Instant at) {
    var links = ofConference(conference);
    var devices = links.sites.computeIfAbsent(site, code -> new Devices());
    devices.heard(pass, at, links, site);
  }

  @Override
  public void gone(long conference, String site, long pass) {
    var links = ofConference(conference);
    var devices = links.sites.get(site);
    if (devices != null) {
      devices.gone(pass, links, site);
    }
  }

  @Scheduled(fixedDelay = "500ms", initialDelay = "1s")
  void silence() {
    for (var links : conferences.values()) {
      links.sites.forEach((site, devices) -> devices.refresh(links, site));
    }
  }

  private OfConference ofConference(long conference) {
    return conferences.computeIfAbsent(conference, id -> new OfConference());
  }

  private static final class OfConference {
    private final ConcurrentMap<String, Devices> sites = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  }

  /** The devices of one site. */
  private final class Devices {
    private final Map<Long, Instant> online = new HashMap<>();
    private @Nullable Instant lastHeard;
    private volatile Link link = Link.NEVER;
    private volatile long changed;

    void heard(long pass, Instant at, OfConference links, String site) {
      boolean turned;
      synchronized (this) {
        if (lastHeard == null || at.isAfter(lastHeard)) {
          lastHeard = at;
        }
        if (at.plus(onlineFor).isAfter(clock.instant())) {
          online.merge(pass, at, (a, b) -> a.isAfter(b) ? a : b);
        }
        turned = turn(at, links);
      }
      tell(turned, links, site);
    }

    void gone(long pass, OfConference links, String site) {
      boolean turned;
      synchronized (this) {
        online.remove(pass);
        turned = turn(clock.instant(), links);
      }
      tell(turned, links, site);
    }

    void refresh(OfConference links, String site) {
      if (link.state() != Link.State.ONLINE) {
        return;
      }
      boolean turned;
      synchronized (this) {
        var silent = clock.instant().minus(onlineFor);
        online.values().removeIf(at -> !at.isAfter(silent));
        turned = turn(silent, links);
      }
      tell(turned, links, site);
    }

    private boolean turn(Instant at, OfConference links) {
      var before = link;
      var after =
          online.isEmpty()
              ? new Link(lastHeard == null ? Link.State.NEVER : Link.State.OFFLINE, lastHeard, 0)
              : new Link(
                  Link.State.ONLINE,
                  before.state() == Link.State.ONLINE ? before.since() : at,
                  online.size());
      if (after.equals(before)) {
        return false;
      }
      link = after;
      changed = links.version.incrementAndGet();
      return true;
    }

    private void tell(boolean turned, OfConference links, String site) {
      if (turned) {
        links.listeners.forEach(listener -> listener.accept(site));
      }
    }
  }
}
