package org.rollcall.rehearse;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what happens next: most delegates come to their own site, each once and in any order; a
 * few stray, leave, are excused, scanned twice or checked in by mistake; some come uninvited. When
 * all have come, they go and come. What the server asks back is answered after a moment. For the
 * thread of the sockets.
 */
final class Script {
  private static final int THOUSAND = 1000;
  private static final int STRAYING = 15;
  private static final int VISIT = 30;
  private static final int WALK_IN = 45;
  private static final int SCAN_AGAIN = 75;
  private static final int LEAVING = 100;
  private static final int EXCUSE = 115;
  private static final int REPORT = 125;
  private static final int SLIP = 135;

  private static final int LOOKS = 16;
  private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(1_500);

  /** Below what the server lets one pass ask of other sites' delegates. */
  private static final int QUESTIONS_A_MINUTE = 12;

  private final Nation nation;
  private final Standings standings;
  private final Ids ids;
  private final SplittableRandom random;
  private final int[] manned;
  private final int[] order;
  private final int[] questions;
  private final long[] questionsFrom;
  private final BitSet busy = new BitSet();
  private final Deque<Command> later = new ArrayDeque<>();
  private int arrived;
  private int commands;

  /**
   * Makes it up.
   *
   * @param manned the sites that have a device
   */
  Script(Nation nation, Standings standings, Ids ids, int[] manned, long seed) {
    this.nation = nation;
    this.standings = standings;
    this.ids = ids;
    this.manned = manned;
    this.random = new SplittableRandom(seed);
    this.order = shuffled();
    this.questions = new int[nation.sites()];
    this.questionsFrom = new long[nation.sites()];
  }

  private int[] shuffled() {
    int count = 0;
    for (int site : manned) {
      count += nation.delegatesOf(site);
    }
    int[] all = new int[count];
    int at = 0;
    for (int site : manned) {
      for (int i = 0; i < nation.delegatesOf(site); i++) {
        all[at++] = nation.firstDelegate(site) + i;
      }
    }
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = all[i];
      all[i] = all[j];
      all[j] = swapped;
    }
    return all;
  }

  /** How many commands there are so far. */
  int commands() {
    return commands;
  }

  /** The command that is due then. */
  Command next(long due) {
    Command waiting = later.peek();
    if (waiting != null && due - waiting.due >= 0) {
      later.remove();
      return resumed(waiting, due);
    }
    int kind = random.nextInt(THOUSAND);
    Command chosen = null;
    if (kind < VISIT) {
      chosen = stray(due, kind < STRAYING);
    } else if (kind < WALK_IN) {
      chosen = walkIn(due);
    } else if (kind < SCAN_AGAIN) {
      chosen = scanAgain(due);
    } else if (kind < LEAVING) {
      chosen = leave(due);
    } else if (kind < EXCUSE) {
      chosen = excuse(due);
    } else if (kind < REPORT) {
      return report(due);
    }
    if (chosen == null) {
      chosen = arrive(due);
      if (chosen != null && chosen.kind == Kind.ARRIVAL) {
        chosen.slip = kind >= REPORT && kind < SLIP;
      }
    }
    return chosen == null ? report(due) : chosen;
  }

  /** What was put off keeps its id if it was sent before, and gets one otherwise. */
  private Command resumed(Command waiting, long due) {
    if (waiting.resent) {
      return waiting.again(due);
    }
    Command command = make(waiting.kind, waiting.site, waiting.delegate, due);
    command.force = waiting.force;
    command.name = waiting.name;
    command.undoes = waiting.undoes;
    return command;
  }

  // ---- what happens by itself

  private @Nullable Command arrive(long due) {
    int delegate = nextAwaited();
    if (delegate >= 0) {
      return make(Kind.ARRIVAL, nation.home(delegate), delegate, due);
    }
    for (int i = 0; i < LOOKS && order.length > 0; i++) {
      int some = order[random.nextInt(order.length)];
      if (!busy.get(some)) {
        return standings.state(some) == State.PRESENT
            ? make(Kind.LEAVING, standings.place(some), some, due)
            : make(Kind.ARRIVAL, nation.home(some), some, due);
      }
    }
    return null;
  }

  private @Nullable Command stray(long due, boolean asks) {
    int site = manned[random.nextInt(manned.length)];
    int delegate = nextAwaited();
    if (delegate < 0 || nation.home(delegate) == site) {
      return delegate < 0 ? null : make(Kind.ARRIVAL, site, delegate, due);
    }
    if (asks && mayAsk(site, due)) {
      return make(Kind.STRAYING, site, delegate, due);
    }
    return forced(make(Kind.VISIT, site, delegate, due));
  }

  private Command walkIn(long due) {
    Command command = make(Kind.WALK_IN, anySite(), Command.NOBODY, due);
    command.name = Vocabulary.person(random);
    return command;
  }

  private @Nullable Command scanAgain(long due) {
    int delegate = somebodyPresent();
    return delegate < 0 || standings.place(delegate) != nation.home(delegate)
        ? null
        : make(Kind.SCAN_AGAIN, standings.place(delegate), delegate, due);
  }

  private @Nullable Command leave(long due) {
    int delegate = somebodyPresent();
    return delegate < 0 ? null : make(Kind.LEAVING, standings.place(delegate), delegate, due);
  }

  private @Nullable Command excuse(long due) {
    int delegate = nextAwaited();
    return delegate < 0 ? null : make(Kind.EXCUSE, nation.home(delegate), delegate, due);
  }

  private Command report(long due) {
    return make(Kind.REPORT, anySite(), Command.NOBODY, due);
  }

  private int anySite() {
    return manned[random.nextInt(manned.length)];
  }

  private int nextAwaited() {
    while (arrived < order.length) {
      int delegate = order[arrived++];
      if (!busy.get(delegate) && standings.state(delegate) == State.AWAITED) {
        return delegate;
      }
    }
    return Command.NOBODY;
  }

  private int somebodyPresent() {
    for (int i = 0; i < LOOKS && arrived > 0; i++) {
      int delegate = order[random.nextInt(arrived)];
      if (!busy.get(delegate) && standings.state(delegate) == State.PRESENT) {
        return delegate;
      }
    }
    return Command.NOBODY;
  }

  private boolean mayAsk(int site, long now) {
    if (questionsFrom[site] == 0 || now - questionsFrom[site] > TimeUnit.MINUTES.toNanos(1)) {
      questionsFrom[site] = now;
      questions[site] = 0;
    }
    return ++questions[site] <= QUESTIONS_A_MINUTE;
  }

  private Command make(Kind kind, int site, int delegate, long due) {
    int number = commands++;
    var command = new Command(kind, number, ids.of(number), site, delegate, due);
    if (delegate >= 0) {
      busy.set(delegate);
      command.before = standings.state(delegate);
      command.placeBefore = standings.place(delegate);
    }
    return command;
  }

  private static Command forced(Command command) {
    command.force = true;
    return command;
  }

  // ---- what follows from an answer

  /**
   * Takes the answer to a command into account.
   *
   * @param nanos the time of the answer
   * @return whether it is what the rules answer
   */
  boolean answered(Command command, Frame frame, long nanos) {
    String reason = frame.reason() == null ? "" : frame.reason();
    if (reason.equals("TRY_LATER")) {
      Command again = command.again(nanos + MOMENT);
      later.add(again);
      return true;
    }
    if (frame.isApplied() || frame.isReplayed()) {
      return applied(command, frame, nanos) && (frame.isApplied() || command.resent);
    }
    boolean asked = "NEEDS_CONFIRMATION".equals(frame.outcome());
    switch (command.kind) {
      case STRAYING -> {
        if (asked && reason.equals("WRONG_SITE")) {
          later.add(followUp(Kind.VISIT, command, nanos));
          return true;
        }
      }
      case WALK_IN -> {
        if (asked && reason.equals("SAME_NAME")) {
          later.add(followUp(Kind.WALK_IN, command, nanos));
          return true;
        }
      }
      case SCAN_AGAIN -> {
        free(command);
        return reason.equals("ALREADY_HERE") && !asked;
      }
      case ARRIVAL, VISIT, LEAVING, EXCUSE, UNDO, REPORT -> {}
    }
    free(command);
    return false;
  }

  private boolean applied(Command command, Frame frame, long nanos) {
    switch (command.kind) {
      case ARRIVAL, VISIT -> {
        standings.put(command.delegate, State.PRESENT, command.site);
        if (command.slip) {
          Command undo = followUp(Kind.UNDO, command, nanos);
          undo.undoes = command;
          undo.force = false;
          later.add(undo);
          return true;
        }
      }
      case LEAVING -> standings.put(command.delegate, State.LEFT, command.site);
      case EXCUSE -> standings.put(command.delegate, State.EXCUSED, Standings.NOWHERE);
      case WALK_IN -> {
        if (frame.delegate() == null) {
          return false;
        }
        standings.walkIn(frame.delegate(), command.site);
      }
      case UNDO -> {
        Command undone = command.undoes;
        if (undone != null) {
          standings.put(command.delegate, undone.before, undone.placeBefore);
          Command arrival = followUp(Kind.ARRIVAL, command, nanos);
          arrival.force = false;
          later.add(arrival);
          return true;
        }
      }
      case REPORT -> {}
      case STRAYING, SCAN_AGAIN -> {
        standings.put(command.delegate, State.PRESENT, command.site);
        free(command);
        return false;
      }
    }
    free(command);
    return true;
  }

  /** Something else about the same delegate after a moment, who is left alone until then. */
  private static Command followUp(Kind kind, Command after, long nanos) {
    var command =
        new Command(kind, after.number, after.id, after.site, after.delegate, nanos + MOMENT);
    command.force = true;
    command.name = after.name;
    return command;
  }

  private void free(Command command) {
    if (command.delegate >= 0) {
      busy.clear(command.delegate);
    }
  }
}
