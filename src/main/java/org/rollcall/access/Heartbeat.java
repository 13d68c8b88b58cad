package org.rollcall.access;

import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.PassRepository.Seen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the servers of one database agreed on which passes are heard. A server writes a pass when
 * it takes it and when it lets it go, and beside that only its own heartbeat, which vouches for all
 * that it holds: it follows what was written before, and is left out where that failed. Every
 * statement is a transaction of its own, so that a server which stops in the middle keeps nobody
 * waiting.
 */
@Singleton
final class Heartbeat {
  /** How many passes one statement writes at most, so that none takes long. */
  static final int BATCH = 500;

  /** How much later than it was written something may be committed. */
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  /** Once in a while so much is read again, whatever it was that took so long. */
  private static final Duration LONG_OVERLAP = Duration.ofMinutes(5);

  private static final Duration LONG_OVERLAP_EVERY = Duration.ofMinutes(1);

  /** A server silent for so many times as long as it takes to be lost is forgotten. */
  private static final int FORGOTTEN = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final ServerRepository servers;
  private final PassRepository passes;
  private final LastHeard lastHeard;
  private final LinkSettings settings;
  private final Clock clock;
  private final boolean shared;
  private @Nullable String server;
  private Instant beatenAt = Instant.EPOCH;
  private Instant readAt = Instant.EPOCH;
  private Instant readLongAt = Instant.EPOCH;
  private boolean failing;
  private boolean left;

  Heartbeat(
      ServerRepository servers,
      PassRepository passes,
      LastHeard lastHeard,
      LinkSettings settings,
      Clock clock,
      OtherServers others) {
    this.servers = servers;
    this.passes = passes;
    this.lastHeard = lastHeard;
    this.settings = settings;
    this.clock = clock;
    this.shared = others.areThere();
  }

  @EventListener
  synchronized void onStart(StartupEvent event) {
    var heard = servers.heard();
    var ever = passes.everSeen();
    if (!shared) {
      // whose the embedded database is has it alone
      for (var before : heard) {
        var held = ever.stream().filter(row -> before.id().equals(row.heldBy()));
        forget(before.id(), now().minus(before.silence()), held.map(Seen::id).sorted().toList());
      }
      ever = passes.everSeen();
    }
    lastHeard.start(alive(heard), ever);
    readAt = heard.stream().map(ServerRepository.Heard::readAt).findAny().orElse(readAt);
  }

  @Scheduled(fixedDelay = "1s", initialDelay = "1s", scheduler = DatabaseTasks.NAME)
  synchronized void tick() {
    if (left) {
      return;
    }
    try {
      beat(write());
      if (shared) {
        read();
      }
      if (failing) {
        // a copy that took over may lack what was written last
        lastHeard.claimAgain();
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("Which devices are heard cannot be agreed on with the database: {}", e.toString());
      }
      failing = true;
    }
  }

  // not when the bean is destroyed: what it writes with may be gone by then
  @EventListener
  void onStop(ShutdownEvent event) {
    leave();
  }

  /** Lets go of all, and says when each was heard last. */
  synchronized void leave() {
    left = true;
    try {
      var own = write();
      letGo(own, true);
      servers.leave(own);
    } catch (RuntimeException e) {
      LOG.warn("Which devices were heard last could not be written: {}", e.toString());
    }
  }

  /** Writes what is due, and says as which server. */
  private String write() {
    var own = server;
    if (own == null) {
      // under a name that nobody had, so that nothing written before counts again
      own = UUID.randomUUID().toString();
      servers.enter(own);
      server = own;
      beatenAt = clock.instant();
    }
    letGo(own, false);
    for (var batch : batches(lastHeard.toHold(own))) {
      passes.hold(own, batch.at(), batch.passes());
      lastHeard.written(batch.passes(), own, batch.at());
    }
    return own;
  }

  private void letGo(String own, boolean all) {
    for (var batch : batches(lastHeard.toLetGo(own, all))) {
      passes.letGo(own, batch.at(), batch.passes());
      lastHeard.written(batch.passes(), null, batch.at());
    }
  }

  private void beat(String own) {
    var now = clock.instant();
    // a clock that was set back is no reason to be silent
    if (now.isBefore(beatenAt.plus(settings.heartbeat())) && !now.isBefore(beatenAt)) {
      return;
    }
    if (servers.beat(own) == 0) {
      // it stood still for so long that the others forgot it
      server = null;
      write();
    }
    beatenAt = now;
  }

  private void read() {
    var now = clock.instant();
    // first the servers: what they held when they were heard is there by now
    var heard = servers.heard();
    var alive = alive(heard);
    boolean longer = !now.isBefore(readLongAt.plus(LONG_OVERLAP_EVERY));
    var changed = passes.changedAfter(readAt.minus(longer ? LONG_OVERLAP : OVERLAP));
    lastHeard.take(alive, changed);
    readLongAt = longer ? now : readLongAt;
    for (var other : heard) {
      readAt = other.readAt();
      if (!other.id().equals(server)
          && other.silence().compareTo(settings.serverSilence().multipliedBy(FORGOTTEN)) > 0) {
        forget(other.id(), now().minus(other.silence()), lastHeard.heldBy(other.id()));
      }
    }
  }

  /** When each of the others was heard, by the clock of this one. */
  private Map<String, Instant> alive(List<ServerRepository.Heard> heard) {
    var now = now();
    Map<String, Instant> alive = new HashMap<>();
    for (var other : heard) {
      if (shared && !other.id().equals(server)) {
        alive.put(other.id(), now.minus(other.silence()));
      }
    }
    return alive;
  }

  /** Writes down when its devices were last heard, before nobody knows any more. */
  private void forget(String other, Instant at, List<Long> held) {
    for (var part : parts(held)) {
      passes.letGo(other, at, part);
    }
    servers.leave(other);
    LOG.info("Server {}, last heard {}, is forgotten", other, at);
  }

  /** Passes heard in the same second, for one statement. */
  private record Batch(Instant at, List<Long> passes) {}

  private static List<Batch> batches(List<LastHeard.Due> due) {
    var seconds = new TreeMap<Instant, List<LastHeard.Due>>();
    for (var pass : due) {
      seconds
          .computeIfAbsent(pass.at().truncatedTo(ChronoUnit.SECONDS), second -> new ArrayList<>())
          .add(pass);
    }
    List<Batch> batches = new ArrayList<>();
    for (var second : seconds.values()) {
      var at = second.stream().map(LastHeard.Due::at).max(Comparator.naturalOrder()).orElseThrow();
      parts(second.stream().map(LastHeard.Due::pass).toList())
          .forEach(part -> batches.add(new Batch(at, part)));
    }
    return batches;
  }

  private static List<List<Long>> parts(List<Long> all) {
    List<List<Long>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      parts.add(all.subList(from, Math.min(from + BATCH, all.size())));
    }
    return parts;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
