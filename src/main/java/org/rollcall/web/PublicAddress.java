package org.rollcall.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address under which this server is reached: for links, and for whose pages may call it. */
@Singleton
public final class PublicAddress {
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");

  private final WebSettings settings;
  private final ClientAddress clients;

  PublicAddress(WebSettings settings, ClientAddress clients) {
    this.settings = settings;
    this.clients = clients;
  }

  /** Whether users reach it over HTTPS, as far as the configuration tells. */
  public boolean isHttps() {
    return settings.isHttps();
  }

  /**
   * A link that users can follow.
   *
   * @param path begins with a slash
   */
  public String link(HttpRequest<?> request, String path) {
    var configured = settings.publicUrl();
    if (configured != null) {
      var root = configured.toString();
      return (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path;
    }
    return scheme(request) + "://" + host(request).orElseGet(() -> boundTo(request)) + path;
  }

  /**
   * Whether the page that sent this request came from this server. An {@code Origin} that is not
   * there is not the own one.
   */
  public boolean isOwnOrigin(HttpRequest<?> request) {
    var origin = uri(request.getHeaders().get(HttpHeaders.ORIGIN));
    if (origin == null || origin.getScheme() == null || origin.getHost() == null) {
      return false;
    }
    var configured = settings.publicUrl();
    if (configured != null) {
      return canonical(origin).equals(canonical(configured));
    }
    // what the browser asked for: the scheme may have been lost at a proxy, the host may not
    var scheme = origin.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https"))
        && host(request)
            .map(host -> uri(scheme + "://" + host))
            .filter(own -> own.getHost() != null && canonical(own).equals(canonical(origin)))
            .isPresent();
  }

  private String scheme(HttpRequest<?> request) {
    boolean secure =
        request.isSecure()
            || clients.isFromTrustedProxy(request)
                && "https".equalsIgnoreCase(request.getHeaders().get("X-Forwarded-Proto"));
    return secure ? "https" : "http";
  }

  private static Optional<String> host(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeaders.HOST))
        .filter(host -> HOST.matcher(host).matches());
  }

  private static String boundTo(HttpRequest<?> request) {
    return "localhost:" + request.getServerAddress().getPort();
  }

  private static String canonical(URI uri) {
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }

  private static @Nullable URI uri(@Nullable String text) {
    try {
      return text == null ? null : new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
