package org.rollcall;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks an address for its status alone. */
final class HttpStatuses {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private HttpStatuses() {}

  /** The status with which it answers; 0 if it does not. */
  static int of(URI address) {
    try {
      return CLIENT
          .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
