package org.rollcall.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The HTTP calls of an organizer, as anybody may send them. Safe for use from any thread. */
final class Api implements AutoCloseable {
  /** Making 37,000 passes or reading a page of a long log may take a while. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int TRIES = 60;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int NO_BODY = 204;
  private static final int BUSY = 503;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final @Nullable String token;

  /** Someone who has not signed in. */
  Api(URI server) {
    this(server, null);
  }

  private Api(URI server, @Nullable String token) {
    this.server = server;
    this.token = token;
  }

  /** What was answered: the status, and the body where there is one. */
  record Answer(int status, JsonNode body) {}

  /** The calls of whoever signs in so. */
  static Api login(URI server, String username, String password)
      throws IOException, InterruptedException {
    ObjectNode body = Json.object().put("username", username).put("password", password);
    try (var nobody = new Api(server)) {
      return new Api(server, nobody.post("/login", body).path("accessToken").asText());
    }
  }

  /** What sockets of the same caller carry. */
  String token() {
    return token == null ? "" : token;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return required("GET", path, BodyPublishers.noBody(), "application/json");
  }

  JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
    return required("POST", path, text(body.toString()), "application/json");
  }

  JsonNode patch(String path, ObjectNode body) throws IOException, InterruptedException {
    return required("PATCH", path, text(body.toString()), "application/json");
  }

  /** Begins an import that goes on after its answer; the path where it can be asked for. */
  String beginImport(String path, String csv) throws IOException, InterruptedException {
    JsonNode job =
        required("POST", path, text(csv), "text/csv; charset=UTF-8", "Prefer", "respond-async");
    return path.substring(0, path.lastIndexOf('/') + 1) + job.path("id").asText();
  }

  /** A page that is no JSON. */
  String page(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            request(server.resolve(path)).GET().build(),
            BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() / 100 != 2) {
      throw new IOException("GET " + path + " was answered " + response.statusCode());
    }
    return response.body();
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static BodyPublisher text(String body) {
    return BodyPublishers.ofString(body, StandardCharsets.UTF_8);
  }

  /** Sends, and again while the server asks to be tried later. */
  private JsonNode required(
      String method, String path, BodyPublisher body, String type, String... more)
      throws IOException, InterruptedException {
    var builder = request(server.resolve("/api/v1" + path)).method(method, body);
    builder.header("Content-Type", type).header("Accept", "application/json");
    builder.header("Accept-Language", "en");
    for (int i = 0; i < more.length; i += 2) {
      builder.header(more[i], more[i + 1]);
    }
    Answer answer = send(builder.build());
    for (int i = 0; i < TRIES && answer.status() == BUSY; i++) {
      Thread.sleep(PAUSE);
      answer = send(builder.build());
    }
    if (answer.status() / 100 != 2) {
      throw new IOException(
          method + " " + path + " was answered " + answer.status() + ": " + answer.body());
    }
    return answer.body();
  }

  private HttpRequest.Builder request(URI address) {
    var builder = HttpRequest.newBuilder(address).timeout(PATIENCE);
    return token == null ? builder : builder.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      JsonNode read = response.statusCode() == NO_BODY ? Json.object() : Json.read(body);
      return new Answer(response.statusCode(), read);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
