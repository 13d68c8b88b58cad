package org.rollcall.web;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The address of who really calls. {@code X-Forwarded-For} is read from the right for as long as
 * the address that added an entry is a trusted proxy; what stands further left anyone could write.
 */
@Singleton
public final class ClientAddress {
  private final List<Network> trusted;

  ClientAddress(WebSettings settings) {
    this.trusted = settings.trustedProxies().stream().map(Network::parse).toList();
  }

  /** The address of the client of this request. */
  public InetAddress of(HttpRequest<?> request) {
    return of(
        request.getRemoteAddress().getAddress(), request.getHeaders().getAll("X-Forwarded-For"));
  }

  /** Whether the request came through a proxy whose word counts. */
  boolean isFromTrustedProxy(HttpRequest<?> request) {
    return isTrusted(request.getRemoteAddress().getAddress());
  }

  InetAddress of(InetAddress peer, List<String> forwardedFor) {
    var hops = new ArrayList<String>();
    forwardedFor.forEach(line -> hops.addAll(List.of(line.split(",", -1))));
    var client = peer;
    for (var hop : hops.reversed()) {
      if (!isTrusted(client)) {
        return client;
      }
      try {
        client = Network.address(hop.strip());
      } catch (IllegalArgumentException unreadable) {
        return client;
      }
    }
    return client;
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }
}
