package org.rollcall.access;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.ClientAddress;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;

/** Signing in and out, and who one is. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "access")
final class LoginController {
  private static final Duration PASS_COOKIE = Duration.ofDays(30);

  @Introspected
  record LoginRequest(@Nullable String username, @Nullable String password) {}

  /** A token for {@code Authorization: Bearer}; {@code expiresIn} in seconds. */
  @Introspected
  record LoginAnswer(String accessToken, long expiresIn) {}

  @Introspected
  record PassRequest(@Nullable String token) {}

  private final Logins logins;
  private final Credentials credentials;
  private final TokenCookies cookies;
  private final ClientAddress clients;
  private final SiteDirectory directory;
  private final Clock clock;

  LoginController(
      Logins logins,
      Credentials credentials,
      TokenCookies cookies,
      ClientAddress clients,
      SiteDirectory directory,
      Clock clock) {
    this.logins = logins;
    this.credentials = credentials;
    this.cookies = cookies;
    this.clients = clients;
    this.directory = directory;
    this.clock = clock;
  }

  /** Signs a user in: a token in the answer, and the same as a cookie. */
  @Post("/login")
  HttpResponse<LoginAnswer> login(HttpRequest<?> request, @Body LoginRequest login) {
    var faults = new ArrayList<Fault>();
    if (login.username() == null) {
      faults.add(Fault.at("/username", "REQUIRED", "web.required"));
    }
    if (login.password() == null) {
      faults.add(Fault.at("/password", "REQUIRED", "web.required"));
    }
    if (login.username() == null || login.password() == null) {
      throw Problem.invalid(faults);
    }
    var token = logins.login(login.username(), login.password(), clients.of(request));
    var lifetime = logins.lifetime();
    return HttpResponse.ok(new LoginAnswer(token.text(), lifetime.toSeconds()))
        .cookie(cookies.user(token, lifetime));
  }

  /**
   * Ends the login that the request shows, everywhere; a browser forgets the pass that it shows.
   */
  @Post("/logout")
  @Status(HttpStatus.NO_CONTENT)
  HttpResponse<Void> logout(HttpRequest<?> request) {
    var authenticated = Authenticated.of(request).orElseThrow();
    logins.logout(authenticated);
    return HttpResponse.<Void>noContent()
        .cookie(
            authenticated.credential() instanceof Credential.Login
                ? cookies.noUser()
                : cookies.noPass(authenticated.caller()));
  }

  /** Who the token is. */
  @Get("/me")
  Me me(HttpRequest<?> request) {
    return Me.of(Authenticated.of(request).orElseThrow(), directory);
  }

  /** Takes a pass into a cookie of its own, so that the page need not keep it. */
  @Post("/pass")
  HttpResponse<Me> pass(@Body PassRequest pass) {
    if (pass.token() == null) {
      throw Problem.invalid(List.of(Fault.at("/token", "REQUIRED", "web.required")));
    }
    var token = new Token(pass.token());
    var authenticated =
        credentials
            .find(token)
            .toCompletableFuture()
            .join()
            .filter(found -> found.credential() instanceof Credential.Pass)
            .orElseThrow(() ->
                Problem.of(HttpStatus.UNAUTHORIZED, "access.no-pass")
                    .header("WWW-Authenticate", "Bearer"));
    var left =
        Optional.ofNullable(authenticated.expiresAt())
            .map(end -> Duration.between(clock.instant(), end))
            .filter(until -> until.compareTo(PASS_COOKIE) < 0)
            .orElse(PASS_COOKIE);
    return HttpResponse.ok(Me.of(authenticated, directory))
        .cookie(cookies.pass(authenticated.caller(), token, left));
  }
}
