package org.rollcall.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the server is reached from outside.
 *
 * @param publicUrl the address under which users reach it ({@code ROLLCALL_PUBLIC_URL}), the root
 *     of links and the allowed origin; without it, the host that a request itself names
 * @param trustedProxies addresses and networks ({@code 10.0.0.0/8}) of the proxies whose {@code
 *     X-Forwarded-For} is believed ({@code ROLLCALL_TRUSTED_PROXIES}); none by default
 */
@ConfigurationProperties("rollcall")
public record WebSettings(
    @Nullable URI publicUrl, @Bindable(defaultValue = "") List<String> trustedProxies) {

  /** Refuses an address that no link could be made of, and networks that are none. */
  public WebSettings {
    if (publicUrl != null && publicUrl.toString().isBlank()) {
      publicUrl = null;
    }
    if (publicUrl != null) {
      var scheme = String.valueOf(publicUrl.getScheme()).toLowerCase(Locale.ROOT);
      if (!(scheme.equals("http") || scheme.equals("https"))
          || publicUrl.getHost() == null
          || publicUrl.getQuery() != null
          || publicUrl.getFragment() != null
          || publicUrl.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "rollcall.public-url must be like https://rollcall.example.org, not " + publicUrl);
      }
    }
    trustedProxies = trustedProxies.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    trustedProxies.forEach(Network::parse);
  }

  /** Whether users reach it over HTTPS. */
  public boolean isHttps() {
    return publicUrl != null && "https".equalsIgnoreCase(publicUrl.getScheme());
  }
}
