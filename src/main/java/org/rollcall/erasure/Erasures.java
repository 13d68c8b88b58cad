package org.rollcall.erasure;

import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Amendment;
import org.rollcall.attendance.BinaryId;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Erasure;
import org.rollcall.attendance.Event;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.LogReader;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Rows;
import org.rollcall.conference.Amendments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases personal data in three steps, each of which may be done again: the order is written; an
 * event of the log makes every server forget the names; the rows are emptied. Whatever stops a
 * server in between, the order is found again and ended by it or by another one. Blocks.
 */
@Singleton
final class Erasures {
  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
  private static final long SUPERFLUOUS = -1;

  private final Desks desks;
  private final Amendments amendments;
  private final LogReader log;
  private final ErasureOrderRepository orders;
  private final PersonalData data;
  private final Clock clock;

  Erasures(
      Desks desks,
      Amendments amendments,
      LogReader log,
      ErasureOrderRepository orders,
      PersonalData data,
      Clock clock) {
    this.desks = desks;
    this.amendments = amendments;
    this.log = log;
    this.orders = orders;
    this.data = data;
    this.clock = clock;
  }

  /**
   * Erases what is held on one person, and does nothing where it is erased already.
   *
   * @return since when it is erased
   */
  Instant erase(Desk desk, String code, String reason, String by) {
    Register register = desk.register();
    long conference = register.conference().id();
    Instant before = register.erasedAt(code);
    if (before != null && !data.isLeft(conference, code)) {
      return before;
    }
    ErasureOrder order = order(conference, code, reason, by);
    finish(order);
    return order.erasedAt();
  }

  /** Erases what is held on everyone, if the conference's time is over at its desk too. */
  void eraseAll(long conference) {
    finish(order(conference, null, null, Retention.BY));
  }

  /** Empties what was written beside the log since everyone was erased: it takes no event. */
  void emptyAgain(Register register) {
    long conference = register.conference().id();
    if (data.isLeft(conference)) {
      data.emptyBeside(conference);
      orders.completeAgain(conference, now());
      LOG.info("conference {}: what was written since everyone was erased is emptied", conference);
    }
  }

  private ErasureOrder order(
      long conference, @Nullable String code, @Nullable String reason, String by) {
    return orders.save(
        new ErasureOrder(
            BinaryId.bytes(UUID.randomUUID()),
            conference,
            code,
            madeBy(conference, code),
            reason,
            by,
            now(),
            null));
  }

  /** The command that made the walk-in or substitute, which the code names by its revision. */
  @Nullable String madeBy(long conference, @Nullable String code) {
    if (code == null || !Codes.isServers(code)) {
      return null;
    }
    try {
      long revision = Long.parseLong(code.substring(1));
      Event made = log.at(conference, revision).get(revision);
      return made == null ? null : made.id().toString();
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Ends what was left undone; what cannot be ended now is left for the next time. */
  void finishThose(List<ErasureOrder> left) {
    for (ErasureOrder order : left) {
      try {
        finish(order);
      } catch (RuntimeException e) {
        LOG.warn("erasure {} is not ended yet: {}", order.change(), e.toString());
      }
    }
  }

  /** Ends all that was left undone. */
  void finishAll() {
    undone().forEach(this::finish);
  }

  /** All that is not ended. */
  List<ErasureOrder> undone() {
    return orders.findByCompletedAtIsNullOrderByErasedAt();
  }

  private void finish(ErasureOrder order) {
    long revision = announce(order);
    if (revision == SUPERFLUOUS) {
      // unless another server found it to be none
      orders.dropWithoutEvent(order.id());
      return;
    }
    String code = order.delegate();
    if (code == null) {
      data.emptyAll(order.conferenceId(), revision);
    } else {
      data.empty(order.conferenceId(), code);
    }
    orders.complete(order.id(), now());
    LOG.info(
        "conference {}: erased {} [{}]",
        order.conferenceId(),
        code == null ? "everyone" : code,
        order.change());
  }

  /**
   * Has the event recorded, unless it is, so that every server forgets.
   *
   * @return a revision not before it, or {@link #SUPERFLUOUS} where nothing is left to forget, or
   *     nothing is to be forgotten any more
   */
  long announce(ErasureOrder order) {
    boolean[] superfluous = new boolean[1];
    Instant now = agreedTime();
    long revision =
        amendments.make(
            desks.of(order.conferenceId()),
            register -> {
              boolean known = register.revisionOf(order.change()) != null;
              superfluous[0] = !known && order.delegate() == null && !isDue(order, register, now);
              return known || superfluous[0] ? Amendment.Plan.NOTHING : plan(order);
            });
    return superfluous[0] ? SUPERFLUOUS : revision;
  }

  /** An order of the retention's may be old, or of a server that stood still since. */
  private static boolean isDue(ErasureOrder order, Register register, Instant now) {
    return !register.isErased()
        && (!order.askedBy().equals(Retention.BY) || Retention.isOver(register, now));
  }

  /** What both this server's clock and the database's have reached: one may be wrong by years. */
  Instant agreedTime() {
    Instant here = clock.instant();
    Instant there = data.time();
    return there.isBefore(here) ? there : here;
  }

  private static Amendment.Plan plan(ErasureOrder order) {
    return Amendment.Plan.switchTo(
        new Amendment.Step(
            order.change(),
            EventType.ROSTER,
            order.askedBy(),
            null,
            order.delegate(),
            null,
            null,
            order.reason()),
        Rows.ofErasure(new Erasure(order.delegate(), order.erasedAt())));
  }

  /** Before anybody is served, nobody is shown who was to be forgotten. */
  @EventListener
  void onStartup(StartupEvent event) {
    for (ErasureOrder order : undone()) {
      try {
        announce(order);
      } catch (RuntimeException e) {
        // no reason to serve nobody: it is tried again soon
        LOG.warn("erasure {} is not announced yet: {}", order.change(), e.toString());
      }
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
