package org.rollcall.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.rollcall.web.PublicAddress;

/**
 * The two cookies of a browser: one for the user, one for the pass, so that the organizer's
 * computer can also open a site's check-in. On HTTPS their names bind them to this host.
 */
@Singleton
final class TokenCookies {
  private static final String HOST_ONLY = "__Host-";

  private final boolean https;
  private final String user;
  private final String pass;

  TokenCookies(PublicAddress address) {
    this.https = address.isHttps();
    this.user = (https ? HOST_ONLY : "") + "rollcall";
    this.pass = (https ? HOST_ONLY : "") + "rollcall-pass";
  }

  Optional<Token> user(HttpRequest<?> request) {
    return read(request, user);
  }

  Optional<Token> pass(HttpRequest<?> request) {
    return read(request, pass);
  }

  Cookie user(Token token, Duration lifetime) {
    return cookie(user, token.text(), lifetime);
  }

  Cookie pass(Token token, Duration lifetime) {
    return cookie(pass, token.text(), lifetime);
  }

  Cookie noUser() {
    return cookie(user, "", Duration.ZERO);
  }

  Cookie noPass() {
    return cookie(pass, "", Duration.ZERO);
  }

  private static Optional<Token> read(HttpRequest<?> request, String name) {
    return request
        .getCookies()
        .findCookie(name)
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty())
        .map(Token::new);
  }

  private Cookie cookie(String name, String value, Duration lifetime) {
    return Cookie.of(name, value)
        .httpOnly(true)
        .secure(https)
        .sameSite(SameSite.Strict)
        .path("/")
        .maxAge(lifetime);
  }
}
