package org.rollcall.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.rollcall.web.PublicAddress;

/**
 * The cookies of a browser: one for the user, one for a site pass and one for a board pass, so that
 * the organizer's computer can also check in at its own site and show the hall's board. On HTTPS
 * their names bind them to this host.
 */
@Singleton
final class TokenCookies {
  private static final String HOST_ONLY = "__Host-";

  private final boolean https;
  private final String user;
  private final String pass;
  private final String board;

  TokenCookies(PublicAddress address) {
    this.https = address.isHttps();
    this.user = (https ? HOST_ONLY : "") + "rollcall";
    this.pass = (https ? HOST_ONLY : "") + "rollcall-pass";
    this.board = (https ? HOST_ONLY : "") + "rollcall-board";
  }

  Optional<Token> user(HttpRequest<?> request) {
    return read(request, user);
  }

  Optional<Token> pass(HttpRequest<?> request) {
    return read(request, pass);
  }

  Optional<Token> board(HttpRequest<?> request) {
    return read(request, board);
  }

  Cookie user(Token token, Duration lifetime) {
    return cookie(user, token.text(), lifetime);
  }

  /** The cookie of a pass, by whose it is. */
  Cookie pass(Caller caller, Token token, Duration lifetime) {
    return cookie(nameFor(caller), token.text(), lifetime);
  }

  Cookie noUser() {
    return cookie(user, "", Duration.ZERO);
  }

  Cookie noPass(Caller caller) {
    return cookie(nameFor(caller), "", Duration.ZERO);
  }

  private String nameFor(Caller caller) {
    return caller instanceof Caller.BoardPass ? board : pass;
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
