package org.rollcall.board;

import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rollcall.headcount.Headcounts;
import org.rollcall.web.CloseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every open board. One thread tells them all, tick by tick, what changed; a commit is seen at the
 * next tick, and commits between two ticks are told as one. Only the first board of a scope need
 * not wait for a tick.
 */
@Context
final class Boards {
  private static final Logger LOG = LoggerFactory.getLogger(Boards.class);

  private static final Duration STOPPING = Duration.ofSeconds(5);

  private record Joining(Scope scope, BoardSession session) {}

  private final Headcounts headcounts;
  private final BoardTools tools;
  private final Queue<Joining> joining = new ConcurrentLinkedQueue<>();
  private final Map<Scope, View> views = new HashMap<>();
  private final Thread ticker;
  private volatile boolean stopped;

  Boards(Headcounts headcounts, BoardTools tools) {
    this.headcounts = headcounts;
    this.tools = tools;
    this.ticker = Thread.ofPlatform().name("boards").daemon().unstarted(this::work);
  }

  /**
   * Shows the scope to the session until the session is closed: at once where nobody watches that
   * scope yet, else from the next tick on.
   */
  void join(Scope scope, BoardSession session) {
    joining.add(new Joining(scope, session));
    LockSupport.unpark(ticker);
  }

  @PostConstruct
  void start() {
    ticker.start();
  }

  @PreDestroy
  void stop() {
    stopped = true;
    LockSupport.unpark(ticker);
    try {
      ticker.join(STOPPING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    long tick = tools.limits().tick().toNanos();
    while (!stopped) {
      long begun = System.nanoTime();
      tick(begun);
      // from start to start, and never a burst to make up for what was missed
      openUntil(begun + tick);
    }
    views.values().forEach(view -> view.close(CloseCode.GOING_AWAY, ""));
  }

  /** Waits for the next tick, which those who join meanwhile do not put off. */
  private void openUntil(long next) {
    for (long rest = next - System.nanoTime();
        rest > 0 && !stopped;
        rest = next - System.nanoTime()) {
      Joining first = joining.poll();
      if (first == null) {
        LockSupport.parkNanos(this, rest);
      } else if (admit(first) instanceof View opened) {
        tick(opened, System.nanoTime());
      }
    }
  }

  /** Answers the view if the session is its first. */
  private @Nullable View admit(Joining next) {
    View present = views.get(next.scope());
    if (present != null) {
      present.add(next.session());
      return null;
    }
    try {
      View opened = new View(next.scope(), headcounts.of(next.scope().conference()), tools);
      opened.add(next.session());
      views.put(next.scope(), opened);
      return opened;
    } catch (RuntimeException e) {
      LOG.error("A board could not be opened", e);
      return null;
    }
  }

  private void tick(long nanos) {
    for (Joining next = joining.poll(); next != null; next = joining.poll()) {
      admit(next);
    }
    for (Iterator<View> each = views.values().iterator(); each.hasNext(); ) {
      View view = each.next();
      tick(view, nanos);
      if (view.size() == 0) {
        each.remove();
      }
    }
  }

  /** Whatever befalls one board, the others go on. */
  private static void tick(View view, long nanos) {
    try {
      view.tick(nanos);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("A board failed", e);
      view.close(CloseCode.INTERNAL_ERROR, "");
    }
  }
}
