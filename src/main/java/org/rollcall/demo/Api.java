package org.rollcall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The HTTP calls of one caller, as anybody may send them. */
final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI server;
  private final @Nullable String token;

  Api(HttpClient client, URI server, @Nullable String token) {
    this.client = client;
    this.server = server;
    this.token = token;
  }

  /** The calls of whoever signs in so. */
  Api login(String username, String password) throws IOException, InterruptedException {
    ObjectNode body = Json.object().put("username", username).put("password", password);
    return new Api(client, server, post("/login", body).path("accessToken").asText());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
    return send(json(path).POST(BodyPublishers.ofString(body.toString())));
  }

  JsonNode put(String path, ObjectNode body) throws IOException, InterruptedException {
    return send(json(path).PUT(BodyPublishers.ofString(body.toString())));
  }

  JsonNode patch(String path, ObjectNode body) throws IOException, InterruptedException {
    return send(json(path).method("PATCH", BodyPublishers.ofString(body.toString())));
  }

  JsonNode importCsv(String path, String csv) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "text/csv; charset=UTF-8")
            .POST(BodyPublishers.ofString(csv)));
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(server.resolve("/api/v1" + path)).timeout(PATIENCE);
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpRequest request = builder.header("Accept", "application/json").build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          request.method()
              + " "
              + request.uri().getPath()
              + " was answered "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return response.body().isBlank() ? Json.object() : Json.read(response.body());
  }
}
