package org.rollcall.access;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Calls and a socket that do nothing but to be called. */
final class TestDoors {
  private TestDoors() {}

  enum Colour {
    RED,
    GREEN
  }

  @Introspected
  record Thing(@NotBlank @Size(max = 5) String name, Colour colour, Instant at, Integer count) {}

  @Requires(property = "rollcall.tests.doors")
  @Controller("/api/v1/test")
  static class Calls {
    private final Validator validator;

    Calls(Validator validator) {
      this.validator = validator;
    }

    /** Forgets to ask who calls, as anyone may. */
    @Get("/careless")
    String careless() {
      return "told";
    }

    @Get("/caller")
    String caller(Caller caller) {
      return caller.by();
    }

    @Get("/fails")
    String fails() {
      throw new IllegalStateException("secret of the house");
    }

    @Get("/number")
    String number(@QueryValue int n) {
      return "" + n;
    }

    @Post("/things")
    Thing thing(@Body Thing thing) {
      var violations = validator.validate(thing);
      if (!violations.isEmpty()) {
        throw new ConstraintViolationException(violations);
      }
      return thing;
    }
  }

  /** Greets with who is there, and closes when the right ends. */
  @Requires(property = "rollcall.tests.doors")
  @ServerWebSocket("/ws/v1/test")
  static class Socket {
    private final Revocations revocations;
    private final ConcurrentMap<WebSocketSession, Revocations.Watch> watches =
        new ConcurrentHashMap<>();

    Socket(Revocations revocations) {
      this.revocations = revocations;
    }

    @OnOpen
    void open(WebSocketSession session, HttpRequest<?> request) {
      var authenticated = Authenticated.of(request).orElseThrow();
      watches.put(
          session,
          revocations.watch(
              authenticated, () -> session.close(new CloseReason(4401, "token revoked"))));
      session.sendAsync(authenticated.caller().by());
    }

    @OnMessage
    void message(String message) {}

    @OnClose
    void close(WebSocketSession session) {
      var watch = watches.remove(session);
      if (watch != null) {
        watch.close();
      }
    }
  }
}
