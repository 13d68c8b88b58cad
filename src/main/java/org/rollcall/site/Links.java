package org.rollcall.site;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.HeardFollower;

/**
 * The link of each site: online while one of its devices is heard, on any server. Safe for use from
 * any thread; of what is read here nothing waits for a database or a socket.
 */
@Singleton
public final class Links implements HeardFollower {
  private static final long NEVER_CHANGED = 0;

  private final ConcurrentMap<Long, Links.OfConference> conferences = new ConcurrentHashMap<>();

  Links(MeterRegistry meters) {
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
    return links == null ? NEVER_CHANGED : links.version;
  }

  /**
   * The sites of the conference whose link changed after that version. Costs as much as those are
   * many, however many sites there are.
   */
  public Set<String> changedSince(long conference, long version) {
    var links = conferences.get(conference);
    return links == null ? Set.of() : links.changedSince(version);
  }

  @Override
  public void heard(long conference, String site, long pass, Instant at) {
    var links = ofConference(conference);
    links.devices(site).heard(pass, at, links);
  }

  @Override
  public void silent(long conference, String site, long pass, Instant at) {
    var links = ofConference(conference);
    links.devices(site).silent(pass, at, links);
  }

  private OfConference ofConference(long conference) {
    return conferences.computeIfAbsent(conference, id -> new OfConference());
  }

  private static final class OfConference {
    private final ConcurrentMap<String, Devices> sites = new ConcurrentHashMap<>();

    /** Each site with the version of its last change, which ends with the latest. */
    private final LinkedHashMap<String, Long> changes = new LinkedHashMap<>();

    private volatile long version = NEVER_CHANGED;

    Devices devices(String site) {
      return sites.computeIfAbsent(site, Devices::new);
    }

    /** After the link itself, so that who knows the version finds the link and the change. */
    synchronized void changed(String site) {
      long next = version + 1;
      changes.putLast(site, next);
      version = next;
    }

    synchronized Set<String> changedSince(long since) {
      Set<String> changed = new HashSet<>();
      for (var change : changes.sequencedEntrySet().reversed()) {
        if (change.getValue() <= since) {
          break;
        }
        changed.add(change.getKey());
      }
      return changed;
    }
  }

  /** The devices of one site. */
  private static final class Devices {
    private final String site;
    private final Set<Long> online = new HashSet<>();
    private @Nullable Instant lastHeard;
    private volatile Link link = Link.NEVER;

    Devices(String site) {
      this.site = site;
    }

    synchronized void heard(long pass, Instant at, OfConference links) {
      online.add(pass);
      turn(at, links);
    }

    synchronized void silent(long pass, Instant at, OfConference links) {
      online.remove(pass);
      turn(at, links);
    }

    private void turn(Instant at, OfConference links) {
      if (lastHeard == null || at.isAfter(lastHeard)) {
        lastHeard = at;
      }
      var before = link;
      var after =
          online.isEmpty()
              ? new Link(Link.State.OFFLINE, lastHeard, 0)
              : new Link(
                  Link.State.ONLINE,
                  before.state() == Link.State.ONLINE ? before.since() : at,
                  online.size());
      if (!after.equals(before)) {
        link = after;
        links.changed(site);
      }
    }
  }
}
