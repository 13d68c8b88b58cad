package org.rollcall.conference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rollcall.Application;
import org.rollcall.Settings;

/** A whole server, and an organizer who calls it. */
public final class Api implements AutoCloseable {
  private static final String PASSWORD = "Hội nghị 2020";

  private final EmbeddedServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String organizer;

  private Api(EmbeddedServer server) {
    this.server = server;
    this.organizer = login("admin", PASSWORD);
  }

  /** An answer. */
  public record Answer(int status, String body, HttpResponse<?> response, JsonNode json) {
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public Answer expect(int status) {
      if (this.status != status) {
        throw new AssertionError("not " + status + " but " + this.status + ": " + body);
      }
      return this;
    }
  }

  public static Api start(Path folder) {
    return start(Map.of("ROLLCALL_DATA", folder.toString()));
  }

  public static Api start(Map<String, String> environment) {
    return start(environment, Map.of());
  }

  /** With properties over those of the environment. */
  public static Api start(Map<String, String> environment, Map<String, Object> properties) {
    var all = new HashMap<>(environment);
    all.put("ROLLCALL_PORT", "0");
    all.put("ROLLCALL_ADMIN_PASSWORD", PASSWORD);
    return new Api(Application.start(Settings.from(all), properties));
  }

  public URI uri() {
    return server.getURI();
  }

  /** The organizer's token. */
  public String token() {
    return organizer;
  }

  /** Where it listens. */
  public URI base() {
    return server.getURI().resolve("/");
  }

  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  public String login(String username, String password) {
    return as(
            "",
            "POST",
            "/login",
            "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password))
        .expect(200)
        .json()
        .get("accessToken")
        .asText();
  }

  /** A call of the organizer, under {@code /api/v1}. */
  public Answer call(String method, String path, String body, String... headers) {
    return as(organizer, method, path, body, headers);
  }

  /** A call with a token, under {@code /api/v1}. */
  public Answer as(String token, String method, String path, String body, String... headers) {
    return send(
        token,
        method,
        "/api/v1" + path,
        body == null ? null : body.getBytes(StandardCharsets.UTF_8),
        headers);
  }

  public Answer get(String path) {
    return call("GET", path, null);
  }

  /** Imports a table. */
  public Answer csv(String path, byte[] table) {
    return upload(path, table, "text/csv");
  }

  /** Sends a file. */
  public Answer upload(String path, byte[] file, String type, String... headers) {
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    all.addAll(List.of("Content-Type", type));
    return send(organizer, "POST", "/api/v1" + path, file, all.toArray(String[]::new));
  }

  public Answer csv(String path, String table) {
    return csv(path, table.getBytes(StandardCharsets.UTF_8));
  }

  /** A conference in state OPEN with the roll call 1 open. */
  public long openConference() {
    long id = conference();
    call("PATCH", "/conferences/" + id, "{\"state\":\"OPEN\"}").expect(200);
    return id;
  }

  /** A conference in state DRAFT. */
  public long conference() {
    return call(
            "POST",
            "/conferences",
            """
            {"title":"Hội nghị sơ kết","organiser":"Huyện ủy Cao Lộc",
             "startsAt":"2020-05-11T07:30:00+07:00","zone":"Asia/Ho_Chi_Minh"}\
            """)
        .expect(201)
        .json()
        .get("id")
        .asLong();
  }

  /** The token of a new pass for a site. */
  public String pass(long conference, String site) {
    return call("POST", "/conferences/" + conference + "/sites/" + site + "/passes", "{}")
        .expect(201)
        .json()
        .get("token")
        .asText();
  }

  /** Sends a command from a site as the organizer, and gives the result. */
  public JsonNode command(long conference, String site, String command) {
    return call(
            "POST", "/conferences/" + conference + "/commands?site=" + site, "[" + command + "]")
        .expect(200)
        .json()
        .get(0);
  }

  public Answer send(String token, String method, String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(server.getURI() + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    if (body != null && !all.contains("Content-Type")) {
      all.addAll(List.of("Content-Type", "application/json"));
    }
    if (!token.isEmpty()) {
      all.addAll(List.of("Authorization", "Bearer " + token));
    }
    if (!all.contains("Accept-Language")) {
      all.addAll(List.of("Accept-Language", "vi"));
    }
    for (int i = 0; i < all.size(); i += 2) {
      request.setHeader(all.get(i), all.get(i + 1));
    }
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      return new Answer(
          response.statusCode(),
          response.body(),
          response,
          type.contains("json") ? json.readTree(response.body()) : json.nullNode());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    Application.stop(server);
    client.close();
  }
}
