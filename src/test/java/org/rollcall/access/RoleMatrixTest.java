package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rollcall.access.RunningServer.bearer;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.web.router.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.access.RunningServer.Answer;

/**
 * Who may do what: every call and both sockets, for every kind of caller, at the caller's own site,
 * at one below it, at one elsewhere and for the whole conference. The tables are the protocol's
 * rules written out; a call that has no row fails the test.
 */
class RoleMatrixTest {
  /** Who calls. The columns of the tables, in their order; the site they are about is CL-07. */
  private enum Column {
    /** Without a token that counts: none, made up, revoked, expired, of a disabled user. */
    NOBODY,
    ORGANIZER,
    /** Sees this conference. */
    VIEWER,
    /** Sees another conference. */
    VIEWER_ELSEWHERE,
    /** Coordinator of CL-00, the site above: CL-07 stands below the own site. */
    ABOVE,
    /** Coordinator of CL-07 itself. */
    OWN,
    /** Coordinator of CL-08, beside it. */
    BESIDE,
    /** Coordinator of a site CL-07 in another conference. */
    ELSEWHERE,
    BOARD,
    /** A board of another conference. */
    BOARD_ELSEWHERE
  }

  // nobody, organizer, viewers (this, other), coordinators (above, own, beside, elsewhere), boards
  private static final String CALLS =
      """
      GET    /health                                                     200 200 200 200 200 200 200 200 200 200
      GET    /health/{probe}                                             200 200 200 200 200 200 200 200 200 200
      GET    /prometheus                                                 401 200 403 403 403 403 403 403 403 403
      GET    /                                                            303 303 303 303 303 303 303 303 303 303
      GET    /checkin                                                     200 200 200 200 200 200 200 200 200 200
      GET    /board                                                      200 200 200 200 200 200 200 200 200 200
      GET    /board/hall                                                  200 200 200 200 200 200 200 200 200 200
      GET    /admin                                                       200 200 200 200 200 200 200 200 200 200
      GET    /sw.js                                                       200 200 200 200 200 200 200 200 200 200
      GET    /app/{asset}                                                 200 200 200 200 200 200 200 200 200 200
      GET    /lib/{library}                                               200 200 200 200 200 200 200 200 200 200
      POST   /api/v1/login                                               200 200 200 200 200 200 200 200 200 200 {credentials}
      POST   /api/v1/pass                                                200 200 200 200 200 200 200 200 200 200 {"token":"{board-token}"}
      GET    /api/v1/me                                                  401 200 200 200 200 200 200 200 200 200
      GET    /api/v1/no-such-call                                        401 404 404 404 404 404 404 404 404 404

      POST   /api/v1/conferences                                         401 201 403 403 403 403 403 403 403 403 {conference}
      GET    /api/v1/conferences                                         401 200 200 200 200 200 200 200 200 200
      GET    /api/v1/conferences/{c}                                     401 200 200 403 200 200 200 403 200 403
      GET    /api/v1/conferences/{none}                                  401 404 403 403 403 403 403 403 403 403
      PATCH  /api/v1/conferences/{c}                                     401 200 403 403 403 403 403 403 403 403 {"title":"Hội nghị tổng kết"}

      GET    /api/v1/conferences/{c}/roll-calls                          401 200 200 403 200 200 200 403 200 403
      POST   /api/v1/conferences/{c}/roll-calls                          401 201 403 403 403 403 403 403 403 403 {"title":"Buổi chiều"}
      POST   /api/v1/conferences/{c}/roll-calls/{r}/open                 401 200 403 403 403 403 403 403 403 403
      POST   /api/v1/conferences/{c}/roll-calls/{r}/close                401 200 403 403 403 403 403 403 403 403
      POST   /api/v1/conferences/{c}/roll-calls/{r}/reopen               401 200 403 403 403 403 403 403 403 403 {"reason":"Còn người đến"}

      GET    /api/v1/conferences/{c}/sites                               401 200 200 403 200 200 200 403 200 403
      GET    /api/v1/conferences/{c}/sites/{site}                        401 200 200 403 200 200 403 403 200 403
      GET    /api/v1/conferences/{c}/sites/{top}                         401 200 200 403 200 403 403 403 200 403
      PUT    /api/v1/conferences/{c}/sites/{site}                        401 200 403 403 403 403 403 403 403 403 {"name":"Xã Gia Cát","kind":"BRANCH","parent":"CL-00"}
      PUT    /api/v1/conferences/{c}/sites/{new-site}                    401 201 403 403 403 403 403 403 403 403 {"name":"Xã Công Sơn","kind":"BRANCH","parent":"CL-00"}
      DELETE /api/v1/conferences/{c}/sites/{new-site}                    401 204 403 403 403 403 403 403 403 403
      POST   /api/v1/conferences/{c}/imports/sites                       401 200 403 403 403 403 403 403 403 403 csv:code,name,kind,parent_code
      POST   /api/v1/conferences/{c}/imports/delegates                   401 200 403 403 403 403 403 403 403 403 csv:code,full_name,site_code
      GET    /api/v1/conferences/{c}/imports/{job}                       401 200 403 403 403 403 403 403 403 403

      GET    /api/v1/conferences/{c}/delegates?site={site}               401 200 200 403 403 200 403 403 403 403
      GET    /api/v1/conferences/{c}/delegates?site={top}                401 200 200 403 200 403 403 403 403 403
      GET    /api/v1/conferences/{c}/delegates                           401 200 200 403 403 403 403 403 403 403
      GET    /api/v1/conferences/{c}/delegates/{delegate}                401 200 200 403 403 200 403 403 403 403
      PUT    /api/v1/conferences/{c}/delegates/{new-delegate}            401 201 403 403 403 403 403 403 403 403 {"fullName":"Hoàng Thị Đào","homeSite":"CL-07"}
      PATCH  /api/v1/conferences/{c}/delegates/{new-delegate}            401 200 403 403 403 403 403 403 403 403 {"withdrawn":true}
      DELETE /api/v1/conferences/{c}/delegates/{new-delegate}            401 204 403 403 403 403 403 403 403 403
      GET    /api/v1/conferences/{c}/delegates/{delegate}/export         401 200 403 403 403 403 403 403 403 403
      POST   /api/v1/conferences/{c}/delegates/{gone-delegate}/erase     401 200 403 403 403 403 403 403 403 403 {"reason":"Theo đơn"}
      GET    /api/v1/erasures                                            401 200 403 403 403 403 403 403 403 403

      GET    /api/v1/conferences/{c}/headcounts?site={site}              401 200 200 403 200 200 403 403 200 403
      GET    /api/v1/conferences/{c}/headcounts?site={top}               401 200 200 403 200 403 403 403 200 403
      GET    /api/v1/conferences/{c}/headcounts                          401 200 200 403 403 403 403 403 200 403
      GET    /api/v1/conferences/{none}/headcounts                       401 404 403 403 403 403 403 403 403 403
      GET    /api/v1/conferences/{c}/arrivals?site={site}                401 200 200 403 200 200 403 403 200 403
      GET    /api/v1/conferences/{c}/arrivals?site={top}                 401 200 200 403 200 403 403 403 200 403
      GET    /api/v1/conferences/{c}/arrivals                            401 200 200 403 403 403 403 403 200 403

      GET    /api/v1/conferences/{c}/attendance                          401 200 200 403 403 403 403 403 403 403
      GET    /api/v1/conferences/{c}/reviews                             401 200 200 403 403 403 403 403 403 403
      POST   /api/v1/conferences/{c}/reviews/{review}                    401 200 403 403 403 403 403 403 403 403 {"note":"Đã hỏi lại"}

      POST   /api/v1/conferences/{c}/commands?site={site}                401 200 403 403 403 200 403 403 403 403 [{"type":"check-in","id":"{id}","delegate":"DB-0147"}]
      POST   /api/v1/conferences/{c}/commands?site={top}                 401 200 403 403 200 403 403 403 403 403 [{"type":"check-in","id":"{id}","delegate":"DB-0001"}]
      POST   /api/v1/conferences/{c}/commands                            401 400 403 403 200 200 200 403 403 403 [{"type":"check-in","id":"{id}","delegate":"DB-0148"}]

      POST   /api/v1/conferences/{c}/sites/{site}/passes                 401 201 403 403 403 403 403 403 403 403 {"label":"Máy bàn"}
      GET    /api/v1/conferences/{c}/sites/{site}/passes                 401 200 403 403 403 403 403 403 403 403
      DELETE /api/v1/conferences/{c}/sites/{site}/passes/{spare-pass}    401 204 403 403 403 403 403 403 403 403
      POST   /api/v1/conferences/{c}/passes                              401 201 403 403 403 403 403 403 403 403 {}
      GET    /api/v1/conferences/{c}/passes                              401 200 403 403 403 403 403 403 403 403
      POST   /api/v1/conferences/{c}/board-passes                        401 201 403 403 403 403 403 403 403 403 {}
      GET    /api/v1/conferences/{c}/board-passes                        401 200 403 403 403 403 403 403 403 403
      DELETE /api/v1/conferences/{c}/board-passes/{spare-board}          401 204 403 403 403 403 403 403 403 403

      POST   /api/v1/qr-codes                                            401 200 200 200 403 403 403 403 403 403 {"texts":["DB-0147"]}

      GET    /api/v1/users                                               401 200 403 403 403 403 403 403 403 403
      POST   /api/v1/users                                               401 201 403 403 403 403 403 403 403 403 {"username":"thư ký","password":"Lạng Sơn 2020","role":"VIEWER"}
      PATCH  /api/v1/users/{spare-user}                                  401 200 403 403 403 403 403 403 403 403 {"disabled":true}
      POST   /api/v1/logout                                              401 204 204 204 204 204 204 204 204 204
      """;

  // the same columns; 101 opens the socket
  private static final String SOCKETS =
      """
      GET    /ws/v1/check-in                                             401 400 403 403 101 101 101 101 403 403
      GET    /ws/v1/check-in?conference={c}&site={site}                  401 101 403 403 403 101 403 403 403 403
      GET    /ws/v1/check-in?conference={c}&site={top}                   401 101 403 403 101 403 403 403 403 403
      GET    /ws/v1/check-in?conference={c}                              401 400 403 403 101 101 101 403 403 403
      GET    /ws/v1/check-in?conference={c}&site=CL-99                   401 404 403 403 403 403 403 403 403 403
      GET    /ws/v1/check-in?conference={none}&site={site}               401 404 403 403 403 403 403 403 403 403
      GET    /ws/v1/board?conference={c}&site={site}                     401 101 101 403 101 101 403 403 101 403
      GET    /ws/v1/board?conference={c}&site={top}                      401 101 101 403 101 403 403 403 101 403
      GET    /ws/v1/board?conference={c}                                 401 101 101 403 403 403 403 403 101 403
      GET    /ws/v1/board?conference={none}                              401 404 403 403 403 403 403 403 403 403
      GET    /ws/v1/board?conference={c}&site=CL-99                      401 404 404 403 403 403 403 403 404 403
      """;

  /** A line of a table. */
  private record Row(String method, String address, List<Integer> expected, String body) {
    static List<Row> of(String table) {
      return table.lines().filter(line -> !line.isBlank()).map(Row::parse).toList();
    }

    private static Row parse(String line) {
      int columns = Column.values().length;
      var words = line.strip().split("\\s+", columns + 3);
      var expected = Stream.of(words).skip(2).limit(columns).map(Integer::valueOf).toList();
      return new Row(
          words[0], words[1], expected, words.length > columns + 2 ? words[columns + 2] : null);
    }

    int expected(Column column) {
      return expected.get(column.ordinal());
    }

    /** The route that it walks, whatever its variables are called. */
    String route() {
      return method + " " + shape(address);
    }
  }

  private static final String PASSWORD = "Đồng Đăng 2020";

  private static RunningServer server;
  private static HttpClient client;
  private static String admin;
  private static final Map<Column, List<String>> TOKENS = new EnumMap<>(Column.class);
  private static Map<String, String> names;

  @BeforeAll
  static void gather() {
    server = RunningServer.startReal(Map.of());
    client = HttpClient.newHttpClient();
    admin = server.admin();
    long here = conference("Hội nghị sơ kết");
    long elsewhere = conference("Hội nghị khác");
    var api = "/api/v1/conferences/" + here;
    var expired = pass(api + "/sites/CL-07/passes", Instant.now().plusSeconds(2));

    TOKENS.put(Column.ORGANIZER, List.of(admin));
    TOKENS.put(Column.VIEWER, List.of(viewer("người xem", here)));
    TOKENS.put(Column.VIEWER_ELSEWHERE, List.of(viewer("người xem khác", elsewhere)));
    TOKENS.put(Column.ABOVE, List.of(token(pass(api + "/sites/CL-00/passes", null))));
    TOKENS.put(Column.OWN, List.of(token(pass(api + "/sites/CL-07/passes", null))));
    TOKENS.put(Column.BESIDE, List.of(token(pass(api + "/sites/CL-08/passes", null))));
    var other = "/api/v1/conferences/" + elsewhere;
    TOKENS.put(Column.ELSEWHERE, List.of(token(pass(other + "/sites/CL-07/passes", null))));
    TOKENS.put(Column.BOARD, List.of(token(pass(api + "/board-passes", null))));
    TOKENS.put(Column.BOARD_ELSEWHERE, List.of(token(pass(other + "/board-passes", null))));

    var revoked = pass(api + "/sites/CL-07/passes", null);
    call("DELETE", api + "/sites/CL-07/passes/" + revoked.get("id").asText(), null, 204);
    var disabledUser =
        user("{\"username\":\"cán bộ cũ\",\"password\":\"%s\",\"role\":\"ORGANIZER\"}");
    var disabled = server.login("cán bộ cũ", PASSWORD);
    call("PATCH", "/api/v1/users/" + disabledUser, "{\"disabled\":true}", 200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.get("/api/v1/me", bearer(token(expired))).status() == 401);
    TOKENS.put(Column.NOBODY, List.of("", "made-up", token(revoked), token(expired), disabled));

    names =
        Map.ofEntries(
            Map.entry("c", Long.toString(here)),
            Map.entry("none", "999"),
            Map.entry("top", "CL-00"),
            Map.entry("site", "CL-07"),
            Map.entry("new-site", "CL-24"),
            Map.entry("delegate", "DB-0147"),
            Map.entry("new-delegate", "DB-0495"),
            Map.entry("gone-delegate", "DB-0001"),
            Map.entry("r", "2"),
            Map.entry("probe", "readiness"),
            Map.entry("asset", "base.css"),
            Map.entry("library", "lit/index.js"),
            Map.entry("review", Long.toString(review(api))),
            Map.entry("job", job(api)),
            Map.entry("board-token", TOKENS.get(Column.BOARD).getFirst()),
            Map.entry("spare-pass", pass(api + "/sites/CL-07/passes", null).get("id").asText()),
            Map.entry("spare-board", pass(api + "/board-passes", null).get("id").asText()),
            Map.entry(
                "spare-user",
                user("{\"username\":\"dự phòng\",\"password\":\"%s\",\"role\":\"VIEWER\"}")),
            Map.entry(
                "credentials",
                "{\"username\":\"admin\",\"password\":\"" + RunningServer.ADMIN_PASSWORD + "\"}"),
            Map.entry("conference", conferenceBody("Hội nghị thứ ba")));
  }

  @AfterAll
  static void stop() {
    client.shutdownNow();
    server.close();
  }

  @Test
  void everyCallIsAnsweredByRoleAndSiteAsTheProtocolSays() {
    var wrong = new ArrayList<String>();
    for (var row : Row.of(CALLS)) {
      for (var column : Column.values()) {
        for (var token : tokens(row, column)) {
          int status = send(row, token);
          if (status != row.expected(column)) {
            wrong.add(difference(row, column, status));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyHandshakeIsAnsweredByRoleAndSiteAsTheProtocolSays() {
    var wrong = new ArrayList<String>();
    for (var row : Row.of(SOCKETS)) {
      for (var column : Column.values()) {
        for (var token : tokens(row, column)) {
          int status = handshake(filled(row.address()), token);
          if (status != row.expected(column)) {
            wrong.add(difference(row, column, status));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyRouteOfTheServerHasItsRow() {
    var walked = new TreeSet<String>();
    Stream.concat(Row.of(CALLS).stream(), Row.of(SOCKETS).stream())
        .map(Row::route)
        .forEach(walked::add);
    var routes = new TreeSet<String>();
    server
        .bean(Router.class)
        .uriRoutes()
        .filter(route -> !route.getHttpMethodName().equals("HEAD"))
        .forEach(route ->
            routes.add(
                route.getHttpMethodName() + " " + shape(route.getUriMatchTemplate().toString())));
    assertThat(routes).isNotEmpty();
    assertThat(walked).containsAll(routes);
    // and no row walks a call that is not there, but the one that says so
    walked.removeAll(routes);
    assertThat(walked).containsExactly("GET /api/v1/no-such-call");
  }

  @Test
  void aCoordinatorIsShownOnlyTheConferenceAndTheSitesOfThePass() {
    var own = bearer(TOKENS.get(Column.OWN).getFirst());
    var above = bearer(TOKENS.get(Column.ABOVE).getFirst());
    var sites = filled("/api/v1/conferences/{c}/sites");
    assertThat(texts(server.get(sites, own), "code")).containsExactly("CL-07");
    assertThat(texts(server.get(sites, above), "code")).contains("CL-00", "CL-07", "CL-08");
    assertThat(texts(server.get("/api/v1/conferences", own), "id")).containsExactly(filled("{c}"));
    var people = server.get(filled("/api/v1/conferences/{c}/delegates?site=CL-07"), own);
    assertThat(texts(people, "homeSite")).containsOnly("CL-07");
  }

  @Test
  void aViewerAndABoardAreShownOnlyTheirOwnConferences() {
    for (var column : List.of(Column.VIEWER, Column.BOARD)) {
      var answer = server.get("/api/v1/conferences", bearer(TOKENS.get(column).getFirst()));
      assertThat(texts(answer, "id")).as(column.name()).containsExactly(filled("{c}"));
    }
  }

  @Test
  void aBoardIsShownNobodysName() {
    var board = bearer(TOKENS.get(Column.BOARD).getFirst());
    for (var path :
        List.of(
            "/api/v1/conferences/{c}",
            "/api/v1/conferences/{c}/sites",
            "/api/v1/conferences/{c}/sites/{top}",
            "/api/v1/conferences/{c}/roll-calls",
            "/api/v1/conferences/{c}/headcounts",
            "/api/v1/conferences/{c}/arrivals")) {
      var answer = server.get(filled(path), board);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.body())
          .as(path)
          .doesNotContain("Nguyễn Văn Đức", "Lương Thị Bích", "0912 345 678");
    }
  }

  private static List<String> tokens(Row row, Column column) {
    if (!row.address().equals("/api/v1/logout")) {
      return TOKENS.get(column);
    }
    // a login that may end: the others are still needed
    return switch (column) {
      case ORGANIZER -> List.of(server.admin());
      case VIEWER -> List.of(server.login("người xem", PASSWORD));
      case VIEWER_ELSEWHERE -> List.of(server.login("người xem khác", PASSWORD));
      case NOBODY, ABOVE, OWN, BESIDE, ELSEWHERE, BOARD, BOARD_ELSEWHERE -> TOKENS.get(column);
    };
  }

  private static int send(Row row, String token) {
    var body = row.body() == null ? null : filled(row.body());
    var address = filled(row.address()).replace(" ", "%20");
    if (body != null && body.startsWith("csv:")) {
      return server
          .send(row.method(), address, body.substring(4), shown(token, "Content-Type", "text/csv"))
          .status();
    }
    return server.send(row.method(), address, body, shown(token)).status();
  }

  private static String[] shown(String token, String... more) {
    return token.isEmpty() ? more : bearer(token, more);
  }

  private static int handshake(String address, String token) {
    var builder = client.newWebSocketBuilder().subprotocols("rollcall.v1");
    if (!token.isEmpty()) {
      builder.header("Authorization", "Bearer " + token);
    }
    var uri = URI.create(server.uri(address).toString().replace("http:", "ws:"));
    try {
      builder.buildAsync(uri, new WebSocket.Listener() {}).join().abort();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  private static String difference(Row row, Column column, int status) {
    return "%s %s as %s: %d and not %d"
        .formatted(row.method(), row.address(), column, status, row.expected(column));
  }

  private static String shape(String address) {
    return address.replaceAll("\\{[?&][^}]*}|\\?.*", "").replaceAll("\\{[^}]*}", "{}");
  }

  private static String filled(String text) {
    for (var name : names.entrySet()) {
      text = text.replace("{" + name.getKey() + "}", name.getValue());
    }
    return text.replace("{id}", UUID.randomUUID().toString());
  }

  private static List<String> texts(Answer answer, String field) {
    return answer.json().get("items").findValuesAsText(field);
  }

  private static String conferenceBody(String title) {
    return ("{\"title\":\"%s\",\"organiser\":\"Huyện ủy Cao Lộc\","
            + "\"startsAt\":\"2020-05-11T08:00:00+07:00\",\"zone\":\"Asia/Ho_Chi_Minh\"}")
        .formatted(title);
  }

  /** An open conference of three sites with a delegate each and two roll calls, none open. */
  private static long conference(String title) {
    long id = call("POST", "/api/v1/conferences", conferenceBody(title), 201).get("id").asLong();
    var api = "/api/v1/conferences/" + id;
    call(
        "PUT",
        api + "/sites/CL-00",
        "{\"name\":\"Huyện Cao Lộc\",\"kind\":\"MAIN\",\"contactName\":\"Lương Thị Bích\","
            + "\"contactPhone\":\"0912 345 678\"}",
        201);
    for (var site : List.of("CL-07", "CL-08")) {
      var body = "{\"name\":\"Xã\",\"kind\":\"BRANCH\",\"parent\":\"CL-00\"}";
      call("PUT", api + "/sites/" + site, body, 201);
    }
    delegate(api, "DB-0001", "Lý Văn Sơn", "CL-00");
    delegate(api, "DB-0147", "Nguyễn Văn Đức", "CL-07");
    delegate(api, "DB-0148", "Hà Thị Ngọc", "CL-08");
    call("PATCH", api, "{\"state\":\"OPEN\"}", 200);
    call("POST", api + "/roll-calls/1/close", null, 200);
    call("POST", api + "/roll-calls", "{\"title\":\"Khai mạc\"}", 201);
    return id;
  }

  private static void delegate(String api, String code, String name, String site) {
    var body = "{\"fullName\":\"%s\",\"homeSite\":\"%s\"}".formatted(name, site);
    call("PUT", api + "/delegates/" + code, body, 201);
  }

  /** The revision of an event that is marked for review: it came after its roll call closed. */
  private static long review(String api) {
    var command =
        "[{\"type\":\"check-in\",\"id\":\"%s\",\"rollCall\":1,\"delegate\":\"DB-0148\",\"offline\":true}]"
            .formatted(UUID.randomUUID());
    return call("POST", api + "/commands?site=CL-08", command, 200).at("/0/revision").asLong();
  }

  private static String job(String api) {
    var answer =
        server.send(
            "POST",
            api + "/imports/sites?dryRun=true",
            "code,name\nCL-24,Xã\n",
            bearer(admin, "Content-Type", "text/csv", "Prefer", "respond-async"));
    assertThat(answer.status()).isEqualTo(202);
    return answer.json().get("id").asText();
  }

  private static JsonNode pass(String path, Instant expiresAt) {
    return call(
        "POST", path, expiresAt == null ? "{}" : "{\"expiresAt\":\"" + expiresAt + "\"}", 201);
  }

  private static String token(JsonNode pass) {
    return pass.get("token").asText();
  }

  private static String viewer(String username, long conference) {
    user(
        "{\"username\":\""
            + username
            + "\",\"password\":\"%s\",\"role\":\"VIEWER\",\"conferences\":["
            + conference
            + "]}");
    return server.login(username, PASSWORD);
  }

  private static String user(String body) {
    return call("POST", "/api/v1/users", body.formatted(PASSWORD), 201).get("id").asText();
  }

  private static JsonNode call(String method, String path, String body, int expected) {
    var answer = server.send(method, path, body, bearer(admin));
    assertThat(answer.status()).as(answer.body()).isEqualTo(expected);
    return answer.body().isEmpty() ? null : answer.json();
  }
}
