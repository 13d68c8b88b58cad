package org.rollcall.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.rollcall.Application;
import org.rollcall.Settings;
import org.rollcall.attendance.Amendment;
import org.rollcall.attendance.Attempt;
import org.rollcall.attendance.Command;
import org.rollcall.attendance.Conference;
import org.rollcall.attendance.ConferenceState;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.Outcome;
import org.rollcall.attendance.RollCallState;
import org.rollcall.attendance.Rows;
import org.rollcall.attendance.Sender;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.Source;

/** A real server with conferences made for one test each, and who may watch them. */
final class BoardFixture implements AutoCloseable {
  static final String BY = "user:1";
  private static final String PASSWORD = "Điểm danh 2020";

  final EmbeddedServer server;
  final HttpClient client = HttpClient.newHttpClient();
  final ObjectMapper json = new ObjectMapper();
  private final String organizer;

  private BoardFixture(EmbeddedServer server) {
    this.server = server;
    this.organizer = login("admin", PASSWORD);
  }

  private BoardFixture(EmbeddedServer server, String organizer) {
    this.server = server;
    this.organizer = organizer;
  }

  static BoardFixture start(Path folder, Map<String, Object> properties) {
    var settings =
        Settings.from(
            Map.of(
                "ROLLCALL_PORT",
                "0",
                "ROLLCALL_DATA",
                folder.toString(),
                "ROLLCALL_ADMIN_PASSWORD",
                PASSWORD));
    return new BoardFixture(Application.start(settings, properties));
  }

  /** On a server that somebody else has started and will stop, with the organizer's token. */
  static BoardFixture on(EmbeddedServer server, String organizer) {
    return new BoardFixture(server, organizer);
  }

  <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  String organizer() {
    return organizer;
  }

  String login(String username, String password) {
    return call(
            "POST",
            "/api/v1/login",
            "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password),
            null)
        .get("accessToken")
        .textValue();
  }

  /** The answer of a call that succeeds. */
  JsonNode call(String method, String path, String body, String token) {
    HttpResponse<String> answer = send(method, path, body, token);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    try {
      return json.readTree(answer.body());
    } catch (Exception e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  HttpResponse<String> send(
      String method, String path, String body, String token, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(server.getURI() + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The token of a new pass. */
  String pass(String path) {
    return call("POST", path, "{\"label\":\"Máy 1\"}", organizer).get("token").textValue();
  }

  Hall hall(Site... sites) {
    return hall(List.of(sites), List.of());
  }

  /** An open conference with an open roll call. */
  Hall hall(List<Site> sites, List<Delegate> delegates) {
    Desk desk =
        bean(Desks.class)
            .create(
                new Conference(
                    0,
                    UUID.randomUUID(),
                    "Hội nghị tổng kết",
                    "Huyện ủy Cao Lộc",
                    Instant.parse("2020-05-11T01:00:00Z"),
                    ZoneId.of("Asia/Ho_Chi_Minh"),
                    ConferenceState.DRAFT),
                "Khai mạc",
                BY);
    Hall hall = new Hall(this, desk);
    hall.register(sites, delegates);
    hall.amend(
        Amendment.Plan.of(
            List.of(
                Amendment.Step.conference(BY, ConferenceState.OPEN, null),
                Amendment.Step.rollCall(BY, 1, RollCallState.OPEN, null))));
    return hall;
  }

  static Site site(String code, String parent) {
    return new Site(
        code,
        "Điểm cầu " + code,
        parent == null ? Site.Kind.MAIN : Site.Kind.BRANCH,
        parent,
        null,
        null,
        null,
        null,
        null);
  }

  static Delegate delegate(String code, String home) {
    return new Delegate(
        code,
        "Nguyễn Thị " + code,
        "Bí thư chi bộ",
        "Chi bộ " + home,
        home,
        Delegate.Kind.ROSTER,
        null,
        false);
  }

  @Override
  public void close() {
    Application.stop(server);
    client.shutdownNow();
  }

  /** One conference. */
  record Hall(BoardFixture fixture, Desk desk) {
    long id() {
      return desk.register().conference().id();
    }

    void register(List<Site> sites, List<Delegate> delegates) {
      amend(
          Amendment.Plan.switchTo(
              Amendment.Step.registered(UUID.randomUUID(), EventType.SITE, BY, null),
              Rows.ofSites(sites)));
      if (!delegates.isEmpty()) {
        amend(
            Amendment.Plan.switchTo(
                Amendment.Step.registered(UUID.randomUUID(), EventType.ROSTER, BY, null),
                Rows.ofDelegates(delegates)));
      }
    }

    long amend(Amendment.Plan plan) {
      try {
        return desk.amend(register -> plan).get(20, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    static Command.Stamp stamp() {
      return new Command.Stamp(UUID.randomUUID(), null, null, false, true, Source.SEARCH);
    }

    /** Has commands decided, as from one site; answers the outcomes. */
    List<Outcome> at(String site, Command... commands) {
      BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
      List<Attempt> frame = new ArrayList<>();
      for (Command command : commands) {
        frame.add(
            new Attempt(command, new Sender(site, BY, true), null, outcome -> true, outcomes::add));
      }
      desk.submit(frame);
      List<Outcome> all = new ArrayList<>();
      for (int i = 0; i < commands.length; i++) {
        try {
          Outcome outcome = outcomes.poll(20, TimeUnit.SECONDS);
          assertThat(outcome).isNotNull();
          all.add(outcome);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return all;
    }

    void checkIn(String site, String delegate) {
      assertThat(at(site, new Command.CheckIn(stamp(), delegate)))
          .allMatch(Outcome.Applied.class::isInstance);
    }

    Watcher watch() {
      return watch("", fixture.organizer());
    }

    /** Opens a board, {@code more} being added to the query. */
    Watcher watch(String more, String token) {
      var watcher = new Watcher(fixture.json);
      var builder = fixture.client.newWebSocketBuilder().subprotocols("rollcall.v1");
      if (token != null) {
        builder.header("Authorization", "Bearer " + token);
      }
      watcher.socket =
          builder
              .buildAsync(
                  URI.create(
                      "ws://localhost:%d/ws/v1/board?conference=%d%s"
                          .formatted(fixture.server.getPort(), id(), more)),
                  watcher)
              .join();
      return watcher;
    }

    WebSocket socket(Watcher watcher) {
      return watcher.socket;
    }
  }
}
