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
import org.rollcall.headcount.Headcounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every open board. One thread tells them all, tick by tick, what changed; a commit is seen at the
 * next tick, and commits between two ticks are told as one.
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

  /** Shows the scope to the session, from the next tick on, until the session is closed. */
  void join(Scope scope, BoardSession session) {
    joining.add(new Joining(scope, session));
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
      long rest = tick - (System.nanoTime() - begun);
      if (rest > 0) {
        LockSupport.parkNanos(this, rest);
      }
    }
    views.values().forEach(view -> view.close(CloseCode.GOING_AWAY, ""));
  }

  private void tick(long nanos) {
    try {
      for (Joining next = joining.poll(); next != null; next = joining.poll()) {
        views.computeIfAbsent(next.scope(), this::view).add(next.session());
      }
    } catch (RuntimeException e) {
      LOG.error("A board could not be opened", e);
    }
    for (Iterator<View> each = views.values().iterator(); each.hasNext(); ) {
      View view = each.next();
      tick(view, nanos);
      if (view.size() == 0) {
        each.remove();
      }
    }
  }

  private View view(Scope scope) {
    return new View(scope, headcounts.of(scope.conference()), tools);
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
