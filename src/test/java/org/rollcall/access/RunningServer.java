package org.rollcall.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A server on a database of its own in memory, and a client that shows nothing by itself. */
public final class RunningServer implements AutoCloseable {
  public static final String ADMIN_PASSWORD = "Hội nghị 2020";

  private final EmbeddedServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  private RunningServer(EmbeddedServer server) {
    this.server = server;
  }

  public static RunningServer start(Map<String, Object> properties) {
    return startOn(UUID.randomUUID().toString(), properties);
  }

  public static RunningServer startOn(String database, Map<String, Object> properties) {
    var all = new HashMap<>(properties);
    all.put("rollcall.tests.doors", "true");
    return startRealOn(database, all);
  }

  /** Without what tests add to it: only its own calls, and conferences that were made. */
  public static RunningServer startReal(Map<String, Object> properties) {
    return startRealOn(UUID.randomUUID().toString(), properties);
  }

  /** The same on the in-memory database of that name, unless the properties name another. */
  static RunningServer startRealOn(String database, Map<String, Object> properties) {
    var all = new HashMap<String, Object>();
    all.put("micronaut.server.port", "-1");
    all.put("rollcall.port", "0");
    all.put(
        "datasources.default.url",
        "jdbc:h2:mem:"
            + database
            + ";DB_CLOSE_DELAY=-1;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    all.put("datasources.default.username", "sa");
    all.put("datasources.default.password", "");
    all.put("flyway.datasources.default.enabled", "true");
    all.put("rollcall.admin-password", ADMIN_PASSWORD);
    all.put("endpoints.prometheus.sensitive", "false");
    all.putAll(properties);
    return new RunningServer(ApplicationContext.run(EmbeddedServer.class, all, Environment.TEST));
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + server.getPort() + path);
  }

  public String origin() {
    return "http://localhost:" + server.getPort();
  }

  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  public <T> T bean(Class<T> type, String name) {
    return server.getApplicationContext().getBean(type, Qualifiers.byName(name));
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  public Answer send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(uri(path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response, json);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The token of a user. */
  public String login(String username, String password) {
    var answer =
        post(
            "/api/v1/login",
            "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password));
    if (answer.status() != 200) {
      throw new AssertionError(answer.body());
    }
    return answer.json().get("accessToken").asText();
  }

  public String admin() {
    return login("admin", ADMIN_PASSWORD);
  }

  public static String[] bearer(String token, String... more) {
    var headers = new String[more.length + 2];
    headers[0] = "Authorization";
    headers[1] = "Bearer " + token;
    System.arraycopy(more, 0, headers, 2, more.length);
    return headers;
  }

  @Override
  public void close() {
    server.getApplicationContext().close();
    client.shutdownNow();
  }

  /** An answer of the server. */
  public record Answer(HttpResponse<String> response, ObjectMapper mapper) {
    public int status() {
      return response.statusCode();
    }

    public String body() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    public JsonNode json() {
      try {
        return mapper.readTree(response.body());
      } catch (IOException e) {
        throw new AssertionError(response.body(), e);
      }
    }
  }
}
