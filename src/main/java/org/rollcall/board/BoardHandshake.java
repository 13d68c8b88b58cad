package org.rollcall.board;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Authenticated;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.NoSuchConference;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;
import org.rollcall.web.Subprotocol;

/**
 * Judges who may open which board, after access has judged origin and token: the right, then the
 * size. Runs on the event loop; where it has to wait it comes back to it, since the framework loses
 * the first frames of a handshake that goes on elsewhere.
 */
@ServerFilter(BoardSocket.PATH)
final class BoardHandshake implements Ordered {
  private static final String ATTRIBUTE = "rollcall.board.scope";

  private final Desks desks;
  private final Admission admission;
  private final Executor blocking;

  BoardHandshake(
      Desks desks, Admission admission, @Named(TaskExecutors.BLOCKING) Executor blocking) {
    this.desks = desks;
    this.admission = admission;
    this.blocking = blocking;
  }

  /** What the board shows; empty if the handshake was never judged. */
  static Optional<Scope> scope(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, Scope.class);
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after() + 1;
  }

  @RequestFilter
  CompletionStage<HttpRequest<?>> judge(HttpRequest<?> request) {
    Caller caller =
        Authenticated.of(request)
            .orElseThrow(() -> Problem.of(HttpStatus.UNAUTHORIZED, "web.unauthorized"))
            .caller();
    long conference = conference(request);
    caller.requireConference(conference);
    if (desks.isLoaded(conference)) {
      return CompletableFuture.completedFuture(admit(request, caller, conference));
    }
    return CompletableFuture.supplyAsync(() -> desk(conference), blocking)
        .thenApplyAsync(
            loaded -> admit(request, caller, conference),
            ((NettyHttpRequest<?>) request).getChannelHandlerContext().channel().eventLoop());
  }

  private HttpRequest<?> admit(HttpRequest<?> request, Caller caller, long conference) {
    Subprotocol.require(request);
    Scope scope =
        Scope.of(
            conference,
            request.getParameters().get("site"),
            number(request, "depth", Integer::valueOf).orElse(null));
    admission.admit(caller, scope, desk(conference).register().sites());
    request.setAttribute(ATTRIBUTE, scope);
    return request;
  }

  private Desk desk(long conference) {
    try {
      return desks.of(conference);
    } catch (NoSuchConference none) {
      throw Problem.notFound("board.no-conference", conference);
    }
  }

  private static long conference(HttpRequest<?> request) {
    return number(request, "conference", Long::valueOf)
        .orElseThrow(() -> bad("?conference", "REQUIRED", "web.required"));
  }

  private static <N extends Number> Optional<N> number(
      HttpRequest<?> request, String name, Function<String, N> parse) {
    @Nullable String given = request.getParameters().get(name);
    if (given == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(given));
    } catch (NumberFormatException e) {
      throw bad("?" + name, "INVALID", "web.wrong-type");
    }
  }

  private static Problem bad(String parameter, String code, String key) {
    return Problem.badRequest("web.bad-parameter").with(List.of(Fault.at(parameter, code, key)));
  }
}
