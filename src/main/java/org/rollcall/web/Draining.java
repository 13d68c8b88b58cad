package org.rollcall.web;

import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a server leaves so that nobody notices: it says so in its readiness and serves on for a
 * while; then it opens no more sockets and closes those there are, spread over some seconds, so
 * that not all come to the next server at once.
 */
@Singleton
public final class Draining {
  private static final Logger LOG = LoggerFactory.getLogger(Draining.class);
  private static final long SOON = 1;

  private final OpenConnections connections;
  private final DrainLimits limits;
  private final ApplicationEventPublisher<Begun> begun;
  private volatile boolean going;
  private volatile boolean refusing;

  /** The server begins to leave; all is still served. */
  public record Begun() {}

  Draining(
      OpenConnections connections, DrainLimits limits, ApplicationEventPublisher<Begun> begun) {
    this.connections = connections;
    this.limits = limits;
    this.begun = begun;
  }

  /** Whether the server is about to leave. */
  public boolean isGoing() {
    return going;
  }

  /**
   * Drains, and returns when every socket was asked to leave: after the notice and at most the
   * spread. What is under way then ends by itself. Cut short by an interrupt. Notice is given once.
   */
  public void drain() {
    boolean first = !going;
    going = true;
    try {
      if (first) {
        begun.publishEvent(new Begun());
        Thread.sleep(limits.notice());
      }
      refusing = true;
      int closed = connections.sayGoodbyes(limits.spread());
      LOG.info("leaving: {} sockets were sent on", closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Opens no socket that would be closed at once. */
  @ServerFilter("/ws/**")
  static final class Door implements Ordered {
    private final Draining draining;

    Door(Draining draining) {
      this.draining = draining;
    }

    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }

    @RequestFilter
    void refuse() {
      if (draining.refusing) {
        throw Problem.tryLater("web.draining", SOON);
      }
    }
  }
}
