package org.rollcall.web;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Puts on every answer what tells a browser to trust nothing but this server's own files. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class SecurityHeaders implements Ordered {
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors"
          + " 'none'; base-uri 'none'; form-action 'self'";

  private static final String NAME = "Content-Security-Policy";
  private static final String A_YEAR = "max-age=31536000";

  private final boolean https;

  SecurityHeaders(WebSettings settings) {
    this.https = settings.isHttps();
  }

  /**
   * The policy of a page that holds one script inside, such as an import map, known by its hash.
   */
  public static String policyWithScript(String source) {
    return POLICY.replace("script-src 'self'", "script-src 'self' " + source);
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @ResponseFilter
  void protect(HttpRequest<?> request, MutableHttpResponse<?> response) {
    var headers = response.getHeaders();
    if (!headers.contains(NAME)) {
      headers.set(NAME, POLICY);
    }
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    if (https) {
      headers.set("Strict-Transport-Security", A_YEAR);
    }
    if (request.getPath().startsWith("/api/") && !headers.contains(HttpHeaders.CACHE_CONTROL)) {
      // answers with tokens and names belong in no cache; a call with an ETag says otherwise itself
      headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
