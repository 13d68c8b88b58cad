package org.rollcall.web;

import io.micronaut.http.HttpRequest;
import java.util.Arrays;
import java.util.List;

/** The language of our sockets, as the handshake names it. */
public final class Subprotocol {
  /** The only one that is spoken. */
  public static final String NAME = "rollcall.v1";

  private Subprotocol() {}

  /**
   * Lets pass who offers it among others, or offers none; who offers others only would not
   * understand us.
   *
   * @throws Problem 400
   */
  public static void require(HttpRequest<?> request) {
    List<String> offered = request.getHeaders().getAll("Sec-WebSocket-Protocol");
    if (!offered.isEmpty()
        && offered.stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(String::strip)
            .noneMatch(NAME::equals)) {
      throw Problem.badRequest("web.subprotocol", NAME);
    }
  }
}
