package org.rollcall.checkin;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Card;
import org.rollcall.attendance.Change;
import org.rollcall.attendance.Event;
import org.rollcall.attendance.EventJson;
import org.rollcall.attendance.Follower;
import org.rollcall.attendance.Register;
import org.rollcall.headcount.Figures;
import org.rollcall.web.CloseCode;

/** All open check-in sockets, and what each is told of the others' events. */
@Singleton
final class CheckInFloor implements Follower {
  /** A site of a conference. */
  private record Door(long conference, String site) {}

  private final Map<Door, Set<CheckInSession>> sessions = new ConcurrentHashMap<>();
  private final CheckInTools tools;

  CheckInFloor(CheckInTools tools) {
    this.tools = tools;
  }

  /** Takes a socket in; false, and it is to be closed, where its pass has too many. */
  boolean add(CheckInSession session) {
    Door door = door(session);
    sessions.compute(
        door,
        (key, present) -> {
          Set<CheckInSession> all = present == null ? ConcurrentHashMap.newKeySet() : present;
          all.add(session);
          return all;
        });
    session.whenGone(() ->
        sessions.computeIfPresent(
            door,
            (key, all) -> {
              all.remove(session);
              return all.isEmpty() ? null : all;
            }));
    return hasRoomFor(session, sessions.getOrDefault(door, Set.of()));
  }

  /**
   * Whether one more socket of that pass has room. On a bad line a device leaves sockets behind
   * that nobody hears of any more: the most silent of those goes first.
   */
  private boolean hasRoomFor(CheckInSession session, Set<CheckInSession> there) {
    String by = session.reader().caller().by();
    List<CheckInSession> others =
        there.stream()
            .filter(other ->
                other != session && other.reader().caller().by().equals(by) && other.isOpen())
            .toList();
    if (others.size() < tools.limits().sockets()) {
      return true;
    }
    long now = System.nanoTime();
    long unheard = now - tools.limits().pingInterval().multipliedBy(3).dividedBy(2).toNanos();
    return others.stream()
        .filter(other -> other.heardAt() - unheard < 0)
        .min(Comparator.comparingLong(other -> other.heardAt() - now))
        .map(silent -> {
          silent.close(CloseCode.GOING_AWAY, "nothing was heard");
          return true;
        })
        .orElse(false);
  }

  /** Whether no socket is open. */
  boolean isEmpty() {
    return sessions.isEmpty();
  }

  private static Door door(CheckInSession session) {
    return new Door(session.reader().conference(), session.reader().site());
  }

  @Override
  public void follows(Register register) {}

  @Override
  public void applied(Register register, Change change) {
    if (sessions.isEmpty()) {
      return;
    }
    Event event = change.event();
    long conference = register.conference().id();
    switch (event.type()) {
      case CONFERENCE, ROLL_CALL -> {
        for (Door door : sessions.keySet()) {
          if (door.conference() == conference) {
            greet(door, register, event.revision());
          }
        }
      }
      case SITE -> {
        for (String site : change.sites()) {
          greet(new Door(conference, site), register, event.revision());
        }
      }
      case ROSTER -> {
        byte[] reload = tools.encoder().bytes(new Frames.Reload("reload"));
        for (String site : change.rosterSites()) {
          tell(new Door(conference, site), event.revision(), reload, null);
        }
      }
      case CHECK_IN, CHECK_OUT, EXCUSE, ABSENT, WALK_IN, SUBSTITUTE, UNDO, SITE_REPORT -> {
        for (String site : change.sites()) {
          Door door = new Door(conference, site);
          Set<CheckInSession> there = sessions.get(door);
          // what came over HTTP has no socket of origin: everyone there is told
          Object origin = change.origin();
          if (there != null && (there.size() > 1 || origin == null || !there.contains(origin))) {
            Frames.Event frame = frame(register, event, tools.counts(conference).own(site));
            tell(door, event.revision(), frame, origin);
          }
        }
      }
    }
  }

  /** An event as its sites hear of it, with the cards of now. */
  static Frames.Event frame(Register register, Event event, Figures headcount) {
    Card named = register.namedBy(event);
    return new Frames.Event(
        "event",
        event.revision(),
        EventJson.of(event),
        named,
        register.substitutedBy(event),
        headcount);
  }

  private void tell(Door door, long revision, Object frame, @Nullable Object origin) {
    tools
        .herald()
        .tell(() -> {
          Set<CheckInSession> there = sessions.getOrDefault(door, Set.of());
          if (there.isEmpty()) {
            return;
          }
          byte[] bytes = frame instanceof byte[] done ? done : tools.encoder().bytes(frame);
          for (CheckInSession session : there) {
            if (session != origin) {
              session.event(revision, bytes);
            }
          }
        });
  }

  private void greet(Door door, Register register, long revision) {
    if (!sessions.containsKey(door)) {
      return;
    }
    // as of this event, and not of when the herald comes to it: revisions are told in order
    Frames.Welcome welcome =
        Frames.Welcome.at(register, tools.counts(door.conference()), door.site(), revision);
    if (welcome == null) {
      sessions
          .getOrDefault(door, Set.of())
          .forEach(session -> session.close(CloseCode.REVOKED, "the site was deleted"));
      return;
    }
    tools
        .herald()
        .tell(() -> {
          byte[] bytes = tools.encoder().bytes(welcome);
          sessions
              .getOrDefault(door, Set.of())
              .forEach(session -> session.greet(revision, welcome.labels(), bytes));
        });
  }

  @Scheduled(fixedDelay = "250ms", initialDelay = "250ms")
  void tick() {
    long now = System.nanoTime();
    for (Set<CheckInSession> there : sessions.values()) {
      for (CheckInSession session : there) {
        if (session.isDue(now)) {
          session.tick(now);
        }
      }
    }
  }
}
