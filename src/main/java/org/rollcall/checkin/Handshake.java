package org.rollcall.checkin;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.rollcall.access.Authenticated;
import org.rollcall.access.Caller;
import org.rollcall.access.Denied;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Desks;
import org.rollcall.web.Language;
import org.rollcall.web.Problem;
import org.rollcall.web.Subprotocol;

/**
 * Judges who may open a check-in socket, and for which site, after access has judged origin and
 * token: a site pass for its own site, an organizer for the one named in the query.
 */
@ServerFilter(CheckInSocket.PATH)
final class Handshake implements Ordered {
  private static final String ATTRIBUTE = "rollcall.check-in.reader";

  private final Desks desks;
  private final Executor blocking;

  Handshake(Desks desks, @Named(TaskExecutors.BLOCKING) Executor blocking) {
    this.desks = desks;
    this.blocking = blocking;
  }

  /** Whom the socket serves; empty if the handshake was never judged. */
  static Optional<Answers.Reader> reader(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, Answers.Reader.class);
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after() + 1;
  }

  @RequestFilter
  CompletionStage<HttpRequest<?>> judge(HttpRequest<?> request) {
    Answers.Reader reader = reader(request, caller(request));
    if (desks.isLoaded(reader.conference())) {
      return CompletableFuture.completedFuture(admit(request, reader));
    }
    // back on the event loop: the framework lets the first frames be lost if it goes on elsewhere
    return CompletableFuture.supplyAsync(() -> desks.of(reader.conference()), blocking)
        .thenApplyAsync(
            loaded -> admit(request, reader),
            ((NettyHttpRequest<?>) request).getChannelHandlerContext().channel().eventLoop());
  }

  private static Caller caller(HttpRequest<?> request) {
    return Authenticated.of(request)
        .orElseThrow(() -> Problem.of(HttpStatus.UNAUTHORIZED, "web.unauthorized"))
        .caller();
  }

  private static Answers.Reader reader(HttpRequest<?> request, Caller caller) {
    return switch (caller) {
      case Caller.Coordinator coordinator -> ownSite(request, coordinator);
      case Caller.Organizer organizer -> named(request, organizer);
      case Caller.Viewer _, Caller.BoardPass _ -> throw new Denied("access.figures-only");
    };
  }

  private HttpRequest<?> admit(HttpRequest<?> request, Answers.Reader reader) {
    Subprotocol.require(request);
    if (!desks.of(reader.conference()).register().sites().contains(reader.site())) {
      throw Problem.notFound("checkin.no-such-site", reader.site());
    }
    request.setAttribute(ATTRIBUTE, reader);
    return request;
  }

  /** A pass need not name its site; one that names another must not believe to be there. */
  private static Answers.Reader ownSite(HttpRequest<?> request, Caller.Coordinator pass) {
    String conference = request.getParameters().get("conference");
    if (conference != null && !conference.equals(Long.toString(pass.conference()))) {
      throw new Denied("access.other-conference");
    }
    String site = request.getParameters().get("site");
    if (site != null && Codes.canonical(site).filter(pass.site()::equals).isEmpty()) {
      throw new Denied("access.other-site");
    }
    return new Answers.Reader(pass, pass.conference(), pass.site(), Language.of(request));
  }

  private static Answers.Reader named(HttpRequest<?> request, Caller.Organizer organizer) {
    long conference =
        request
            .getParameters()
            .get("conference", Long.class)
            .orElseThrow(() -> Problem.badRequest("checkin.conference-and-site"));
    String site =
        Codes.canonical(request.getParameters().get("site", String.class).orElse(""))
            .orElseThrow(() -> Problem.badRequest("checkin.conference-and-site"));
    return new Answers.Reader(organizer, conference, site, Language.of(request));
  }
}
