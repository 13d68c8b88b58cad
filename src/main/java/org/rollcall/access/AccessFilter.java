package org.rollcall.access;

import io.micronaut.context.annotation.Property;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Problem;
import org.rollcall.web.PublicAddress;

/**
 * Lets nobody through to the API and the sockets who has not shown a token. What is open to all is
 * listed here; a new call is closed until it asks for a {@link Caller}.
 *
 * <p>Judged in the protocol's order: origin (403), token (401); the right to what is asked for is
 * the call's own matter. It runs on the event loop and never blocks it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter implements Ordered {
  /** Filters of sockets that judge the right and the size come after this one. */
  static final int ORDER = ServerFilterPhase.SECURITY.order();

  private static final String CHECK_IN_SOCKET = "/ws/v1/check-in";
  private static final String BOARD_SOCKET = "/ws/v1/board";
  private static final Set<String> OPEN_CALLS = Set.of("/api/v1/login", "/api/v1/pass");
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);
  private static final String BEARER = "bearer ";

  private enum Door {
    OPEN,
    SIGN_IN,
    CALL,
    SOCKET,
    ORGANIZERS
  }

  private enum Wanted {
    USER,
    PASS,
    BOARD
  }

  private record Shown(Token token, boolean bearer) {}

  private final Credentials credentials;
  private final TokenCookies cookies;
  private final PublicAddress address;
  private final Passes passes;
  private final boolean ownManagementPort;

  AccessFilter(
      Credentials credentials,
      TokenCookies cookies,
      PublicAddress address,
      Passes passes,
      @Property(name = "endpoints.all.port") @Nullable Integer managementPort) {
    this.credentials = credentials;
    this.cookies = cookies;
    this.address = address;
    this.passes = passes;
    this.ownManagementPort = managementPort != null;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @RequestFilter
  CompletionStage<HttpRequest<?>> identify(HttpRequest<?> request) {
    var door = door(request);
    var origin = request.getHeaders().get(HttpHeaders.ORIGIN);
    boolean foreign = origin != null && !address.isOwnOrigin(request);
    if (door == Door.OPEN) {
      return CompletableFuture.completedFuture(request);
    }
    if (door == Door.SIGN_IN) {
      return foreign
          ? CompletableFuture.failedFuture(foreignOrigin())
          : CompletableFuture.completedFuture(request);
    }
    var shown = shown(request);
    boolean byCookie = shown.isPresent() && !shown.get().bearer();
    boolean wrongOrigin =
        door == Door.SOCKET
            ? foreign || byCookie && origin == null
            : byCookie && !SAFE.contains(request.getMethod()) && (foreign || origin == null);
    if (wrongOrigin) {
      return CompletableFuture.failedFuture(foreignOrigin());
    }
    if (shown.isEmpty()) {
      return CompletableFuture.failedFuture(unauthorized());
    }
    return credentials
        .find(shown.get().token())
        .thenApplyAsync(found -> admit(request, door, found), eventLoop(request));
  }

  private HttpRequest<?> admit(HttpRequest<?> request, Door door, Optional<Authenticated> found) {
    var authenticated = found.orElseThrow(AccessFilter::unauthorized);
    if (door == Door.ORGANIZERS) {
      authenticated.caller().requireOrganizer();
    }
    if (authenticated.caller() instanceof Caller.Coordinator coordinator) {
      passes.heard(coordinator);
    }
    authenticated.attachTo(request);
    return request;
  }

  private Door door(HttpRequest<?> request) {
    var route = RouteAttributes.getRouteInfo(request);
    // the route's own template: a path may be spelled in more ways than one
    var template =
        route
            .filter(UriRouteInfo.class::isInstance)
            .map(info -> ((UriRouteInfo<?, ?>) info).getUriMatchTemplate().toPathString())
            .orElse("");
    var path = request.getPath();
    if (template.startsWith("/ws/") || path.startsWith("/ws/")) {
      return Door.SOCKET;
    }
    if (template.startsWith("/api/") || path.startsWith("/api/")) {
      return OPEN_CALLS.contains(template) && request.getMethod() == HttpMethod.POST
          ? Door.SIGN_IN
          : Door.CALL;
    }
    var endpoint =
        route
            .map(info -> info.getAnnotationMetadata())
            .filter(annotations -> annotations.hasStereotype(Endpoint.class))
            .map(annotations ->
                annotations
                    .stringValue(Endpoint.class, "id")
                    .or(() -> annotations.stringValue(Endpoint.class))
                    .orElse(""));
    if (endpoint.isPresent() && !endpoint.get().equals("health") && !ownManagementPort) {
      return Door.ORGANIZERS;
    }
    return Door.OPEN;
  }

  private Optional<Shown> shown(HttpRequest<?> request) {
    var authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(
          new Shown(new Token(authorization.substring(BEARER.length()).strip()), true));
    }
    var user = cookies.user(request);
    var pass = cookies.pass(request);
    var board = cookies.board(request);
    return (switch (wanted(request)) {
          case PASS -> pass.or(() -> board).or(() -> user);
          case BOARD -> board.or(() -> pass).or(() -> user);
          case USER -> user.or(() -> pass).or(() -> board);
        })
        .map(token -> new Shown(token, false));
  }

  /** Which cookie counts where a browser has several. */
  private static Wanted wanted(HttpRequest<?> request) {
    var path = request.getPath();
    if (path.equals(CHECK_IN_SOCKET)) {
      return Wanted.PASS;
    }
    var said =
        path.equals(BOARD_SOCKET)
            ? request.getParameters().get("as")
            : request.getHeaders().get("Rollcall-As");
    return switch (said) {
      case "pass" -> Wanted.PASS;
      case "board" -> Wanted.BOARD;
      case null, default -> Wanted.USER;
    };
  }

  /**
   * Back to where the request was, once the database has answered: a handshake must go on there.
   */
  private static Executor eventLoop(HttpRequest<?> request) {
    return request instanceof NettyHttpRequest<?> netty
        ? netty.getChannelHandlerContext().executor()
        : Runnable::run;
  }

  private static Problem foreignOrigin() {
    return new Denied("access.foreign-origin");
  }

  private static Problem unauthorized() {
    return Problem.of(HttpStatus.UNAUTHORIZED, "access.no-token")
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }
}
