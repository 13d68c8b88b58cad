package org.rollcall.attendance;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a register stands against the log in the database: how far it has come, since when it is
 * known to have all, and whether that log is still the one it was. What is not said otherwise is
 * for the desk's thread.
 */
final class LogPosition {
  private static final Logger LOG = LoggerFactory.getLogger(LogPosition.class);

  private final Register register;
  private final AttendanceLog log;
  private final DeskConnection connection;
  private final boolean shared;
  private final BiConsumer<Event, Rows> apply;
  private volatile boolean behind;

  /** How often the line to the database broke, and up to where what is behind it was looked at. */
  private final AtomicInteger doubts = new AtomicInteger();

  private int settledDoubts;

  /**
   * The head that the register has yet to reach, and when it was seen. The watch alone minds it.
   */
  private long awaitedHead;

  private long awaitedSince;
  private volatile long currentAt = System.nanoTime();

  /**
   * Begins at what the register has.
   *
   * @param shared whether others write the same log
   * @param apply takes each event that others wrote, and the rows that it makes visible
   */
  LogPosition(
      Register register,
      AttendanceLog log,
      DeskConnection connection,
      boolean shared,
      BiConsumer<Event, Rows> apply) {
    this.register = register;
    this.log = log;
    this.connection = connection;
    this.shared = shared;
    this.apply = apply;
  }

  /** Whether the log ends before what is known here. By any thread. */
  boolean isBehind() {
    return behind;
  }

  /** Whether the register has been as far as the log within so short a time. By any thread. */
  boolean isCurrent(Duration within) {
    return !behind && (!shared || System.nanoTime() - currentAt < within.toNanos());
  }

  /**
   * Notes that the line to the database broke: at its other end may be another one now. By any
   * thread.
   */
  void doubt() {
    if (shared) {
      doubts.incrementAndGet();
    }
  }

  /** Whether the log may be another one than it was, which {@link #follow} finds out. */
  boolean isDoubted() {
    return doubts.get() != settledDoubts;
  }

  /**
   * Notes where the head was seen, and says whether there is something to follow. For the watch's
   * thread.
   *
   * @param nanos when, by {@link System#nanoTime()}
   */
  boolean seenAt(long head, long nanos) {
    if (register.revision() >= awaitedHead) {
      currentAt = awaitedSince == 0 ? currentAt : awaitedSince;
      awaitedHead = head;
      awaitedSince = nanos;
    }
    return behind || head != register.revision();
  }

  /**
   * Applies what others appended; says whether there was anything.
   *
   * @throws IllegalStateException if the log is not the one it was: the register belongs to none
   *     then
   */
  boolean follow() throws SQLException {
    boolean moved = false;
    int doubted = doubts.get();
    long head = log.head(connection.get(), register.conference().id());
    compare(head, doubted);
    while (head > register.revision()) {
      for (Event event :
          log.page(connection.get(), register.conference().id(), register.revision())) {
        if (event.type() == EventType.CONFERENCE || event.type() == EventType.ROLL_CALL) {
          relabel();
        }
        Rows rows = RegisteredRows.of(connection.get(), register.conference().id(), event);
        if (event.changesRegistry()) {
          // they may be a nation's: MySQL would end a session that is silent for so long
          connection.release();
        }
        apply.accept(event, rows);
        moved = true;
      }
      head = log.head(connection.get(), register.conference().id());
    }
    connection.get().rollback();
    return moved;
  }

  /**
   * The log must go on from where the register stands. A copy that took over before it had all, or
   * an earlier state put back, ends before that; and what it holds when it has grown again may be
   * another story.
   */
  private void compare(long head, int doubted) throws SQLException {
    boolean shorter = head < register.revision();
    if (shorter != behind) {
      behind = shorter;
      LOG.atError()
          .addKeyValue("conference", register.conference().id())
          .addKeyValue("head", head)
          .addKeyValue("revision", register.revision())
          .log(
              shorter
                  ? "the database is behind: its log ends before what was acknowledged"
                  : "the database has caught up");
    }
    if (shorter) {
      doubts.incrementAndGet();
    } else if (doubted != settledDoubts) {
      long last = register.revision();
      Event there = log.at(connection.get(), register.conference().id(), last).get(last);
      Long known = there == null ? null : register.revisionOf(there.id());
      if (known == null || known != last) {
        throw new IllegalStateException("the log in the database is not the one it was");
      }
      settledDoubts = doubted;
    }
  }

  private void relabel() throws SQLException {
    Conference labels = LabelRows.conference(connection.get(), register.conference().id());
    if (labels != null) {
      register.relabel(labels, LabelRows.rollCalls(connection.get(), register.conference().id()));
    }
  }
}
