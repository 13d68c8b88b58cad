package org.rollcall.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The HTTP calls of the protocol, made with one token. May be used by any thread. */
public final class Api {
  static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PAGE = 1000;

  private final URI base;
  private final @Nullable String token;

  private Api(URI base, @Nullable String token) {
    this.base = base;
    this.token = token;
  }

  /** Nobody yet, at a server's address. */
  public static Api at(URI base) {
    return new Api(base, null);
  }

  /** The same server, called with this token or pass. */
  public Api as(String bearer) {
    return new Api(base, bearer);
  }

  public Api login(String username, String password) {
    JsonNode answer =
        post("/login", Json.object("username", username, "password", password)).expect(200);
    return as(answer.path("accessToken").asText());
  }

  public URI base() {
    return base;
  }

  public String token() {
    return java.util.Objects.requireNonNull(token, "nobody is logged in");
  }

  public Answer get(String path) {
    return send("GET", path, null, null);
  }

  public Answer post(String path, Object body) {
    return send("POST", path, body.toString(), "application/json");
  }

  public Answer post(String path) {
    return send("POST", path, null, null);
  }

  public Answer patch(String path, Object body) {
    return send("PATCH", path, body.toString(), "application/json");
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, body.toString(), "application/json");
  }

  public Answer delete(String path) {
    return send("DELETE", path, null, null);
  }

  public Answer postCsv(String path, String csv) {
    return send("POST", path, csv, "text/csv");
  }

  // ---- what tests do most

  /** Makes a conference in state DRAFT; its id. */
  public long newConference(String title) {
    ObjectNode body =
        Json.object(
            "title", title,
            "organiser", "Huyện ủy Cao Lộc",
            "startsAt", "2020-05-11T08:00:00+07:00",
            "zone", "Asia/Ho_Chi_Minh");
    return post("/conferences", body).expect(201).path("id").asLong();
  }

  public void importSites(long conference, String csv) {
    postCsv("/conferences/" + conference + "/imports/sites", csv).expect(200);
  }

  public void importDelegates(long conference, String csv) {
    postCsv("/conferences/" + conference + "/imports/delegates", csv).expect(200);
  }

  public void openConference(long conference) {
    patch("/conferences/" + conference, Json.object("state", "OPEN")).expect(200);
  }

  /** Opens, closes or reopens a roll call. */
  public Answer rollCall(long conference, int rollCall, String what) {
    String path = "/conferences/" + conference + "/roll-calls/" + rollCall + "/" + what;
    return what.equals("reopen") ? post(path, Json.object("reason", "Còn thiếu")) : post(path);
  }

  /** A pass of one site: its id, and the token shown this once. */
  public Pass newPass(long conference, String site) {
    String path = "/conferences/" + conference + "/sites/" + encode(site) + "/passes";
    return Pass.of(post(path, Json.object("label", "Máy quét ở cửa")).expect(201));
  }

  public Pass newBoardPass(long conference) {
    String path = "/conferences/" + conference + "/board-passes";
    return Pass.of(post(path, Json.object("label", "Màn hình hội trường")).expect(201));
  }

  /** A pass as it is made. */
  public record Pass(long id, String token) {
    private static Pass of(JsonNode made) {
      return new Pass(made.path("id").asLong(), made.path("token").asText());
    }
  }

  /** The log after a revision, all pages of it. */
  public List<JsonNode> log(long conference, long after) {
    List<JsonNode> events = new ArrayList<>();
    long at = after;
    while (true) {
      JsonNode page =
          get("/conferences/" + conference + "/attendance?after=" + at + "&limit=" + PAGE)
              .expect(200)
              .path("items");
      if (page.isEmpty()) {
        return events;
      }
      page.forEach(events::add);
      at = events.getLast().path("revision").asLong();
    }
  }

  /** Everyone known in a conference, all pages. */
  public List<JsonNode> delegates(long conference, String query) {
    List<JsonNode> cards = new ArrayList<>();
    for (int page = 0; ; page++) {
      String path = "/conferences/" + conference + "/delegates?size=" + PAGE + "&page=" + page;
      JsonNode items = get(path + query).expect(200).path("items");
      items.forEach(cards::add);
      if (items.size() < PAGE) {
        return cards;
      }
    }
  }

  public JsonNode headcounts(long conference) {
    return get("/conferences/" + conference + "/headcounts?depth=8").expect(200);
  }

  /** Sends commands over HTTP; one result each. */
  public Answer commands(long conference, @Nullable String site, ArrayNode commands) {
    String query = site == null ? "" : "?site=" + encode(site);
    return post("/conferences/" + conference + "/commands" + query, commands);
  }

  public static String encode(String code) {
    return URLEncoder.encode(code, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Answer send(
      String method, String path, @Nullable String body, @Nullable String contentType) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/api/v1" + path)).timeout(PATIENCE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (contentType != null) {
      request.header("Content-Type", contentType + "; charset=UTF-8");
    }
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      boolean json =
          response.headers().firstValue("Content-Type").orElse("").contains("json")
              && !response.body().isBlank();
      return new Answer(
          response.statusCode(),
          json ? Json.read(response.body()) : MissingNode.getInstance(),
          response.headers());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
