package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rollcall.access.RunningServer.bearer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.access.RunningServer.Answer;

class PassHttpTest {
  private static final String SITE_PASSES = "/api/v1/conferences/1/sites/cl-07/passes";
  private static final String BOARD_PASSES = "/api/v1/conferences/1/board-passes";

  private static RunningServer server;
  private static HttpClient client;
  private static String admin;

  @BeforeAll
  static void start() {
    server = RunningServer.start(Map.of());
    client = HttpClient.newHttpClient();
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    client.shutdownNow();
    server.close();
  }

  @Test
  void aPassIsMadeShownOnceAndOpensItsSiteAlone() {
    var made = make(SITE_PASSES, "{\"label\":\"Máy bàn số 1\"}");
    assertThat(made.status()).isEqualTo(201);
    var token = made.json().get("token").asText();
    assertThat(made.json().get("url").asText()).isEqualTo(server.origin() + "/checkin#" + token);

    var me = server.get("/api/v1/me", bearer(token)).json();
    assertThat(me.get("role").asText()).isEqualTo("COORDINATOR");
    assertThat(me.at("/conference/id").asLong()).isEqualTo(1);
    assertThat(me.at("/conference/title").asText()).isEqualTo("Hội nghị sơ kết");
    assertThat(me.at("/site/code").asText()).isEqualTo("CL-07");

    var listed = server.get(SITE_PASSES + "?size=1000", bearer(admin));
    assertThat(listed.body()).contains("Máy bàn số 1").doesNotContain(token);
    assertThat(listed.json().at("/items/0/lastSeenAt").asText()).isNotBlank();
    assertThat(server.get(SITE_PASSES, bearer(token)).status()).isEqualTo(403);
    assertThat(server.get("/api/v1/users", bearer(token)).status()).isEqualTo(403);
  }

  @Test
  void thePageTakesThePassIntoACookieOfItsOwn() {
    var token = make(SITE_PASSES, "{}").json().get("token").asText();
    var taken = server.post("/api/v1/pass", "{\"token\":\"" + token + "\"}");
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.json().get("role").asText()).isEqualTo("COORDINATOR");
    assertThat(taken.header("Set-Cookie"))
        .startsWith("rollcall-pass=" + token)
        .contains("HTTPOnly", "SameSite=Strict", "Path=/");
    assertThat(server.post("/api/v1/pass", "{\"token\":\"made-up\"}").status()).isEqualTo(401);
    assertThat(server.post("/api/v1/pass", "{\"token\":\"" + admin + "\"}").status())
        .isEqualTo(401);
  }

  @Test
  void withBothCookiesTheUserCountsUnlessThePassIsAskedFor() {
    var token = make(SITE_PASSES, "{}").json().get("token").asText();
    var both = "rollcall=" + admin + "; rollcall-pass=" + token;
    assertThat(role(server.get("/api/v1/me", "Cookie", both))).isEqualTo("ORGANIZER");
    assertThat(role(server.get("/api/v1/me", "Cookie", both, "Rollcall-As", "pass")))
        .isEqualTo("COORDINATOR");
    assertThat(role(server.get("/api/v1/me", "Cookie", "rollcall-pass=" + token)))
        .isEqualTo("COORDINATOR");
    assertThat(role(server.get("/api/v1/me", bearer(admin, "Cookie", both, "Rollcall-As", "pass"))))
        .isEqualTo("ORGANIZER");
    assertThat(server.get("/api/v1/me", bearer("made-up", "Cookie", both)).status()).isEqualTo(401);
  }

  @Test
  void aHallsLinkDoesNotEndTheCheckInOfTheSameComputer() {
    var site = make(SITE_PASSES, "{}").json().get("token").asText();
    var board = make(BOARD_PASSES, "{}").json().get("token").asText();
    var siteCookie =
        server.post("/api/v1/pass", "{\"token\":\"" + site + "\"}").header("Set-Cookie");
    var boardCookie =
        server.post("/api/v1/pass", "{\"token\":\"" + board + "\"}").header("Set-Cookie");
    assertThat(siteCookie).startsWith("rollcall-pass=");
    assertThat(boardCookie).startsWith("rollcall-board=");

    var all = "rollcall=" + admin + "; rollcall-pass=" + site + "; rollcall-board=" + board;
    assertThat(role(server.get("/api/v1/me", "Cookie", all))).isEqualTo("ORGANIZER");
    assertThat(role(server.get("/api/v1/me", "Cookie", all, "Rollcall-As", "pass")))
        .isEqualTo("COORDINATOR");
    assertThat(role(server.get("/api/v1/me", "Cookie", all, "Rollcall-As", "board")))
        .isEqualTo("BOARD");
    // with one pass alone there is nothing to choose
    assertThat(
            role(
                server.get(
                    "/api/v1/me", "Cookie", "rollcall-board=" + board, "Rollcall-As", "pass")))
        .isEqualTo("BOARD");
  }

  @Test
  void anUnsafeCallByCookieNeedsThisServersOrigin() {
    var cookie = "rollcall=" + admin;
    var path = BOARD_PASSES;
    assertThat(server.post(path, "{}", "Cookie", cookie).status()).isEqualTo(403);
    assertThat(server.post(path, "{}", "Cookie", cookie, "Origin", "https://evil.example").status())
        .isEqualTo(403);
    assertThat(server.post(path, "{}", "Cookie", cookie, "Origin", "null").status()).isEqualTo(403);
    assertThat(server.post(path, "{}", "Cookie", cookie, "Origin", server.origin()).status())
        .isEqualTo(201);
    assertThat(server.post(path, "{}", bearer(admin, "Origin", "https://evil.example")).status())
        .isEqualTo(201);
    assertThat(server.get("/api/v1/me", "Cookie", cookie).status()).isEqualTo(200);
    assertThat(
            server
                .post("/api/v1/pass", "{\"token\":\"x\"}", "Origin", "https://evil.example")
                .status())
        .isEqualTo(403);
  }

  @Test
  void thePublicAddressIsTheOnlyOriginAndTheRootOfLinksAndBindsTheCookies() {
    try (var https =
        RunningServer.start(Map.of("rollcall.public-url", "https://rollcall.example.org/"))) {
      var login =
          https.post(
              "/api/v1/login",
              "{\"username\":\"admin\",\"password\":\"%s\"}"
                  .formatted(RunningServer.ADMIN_PASSWORD));
      assertThat(login.header("Set-Cookie")).startsWith("__Host-rollcall=").contains("Secure");
      var cookie = login.header("Set-Cookie").split(";")[0];
      var refused = https.post(BOARD_PASSES, "{}", "Cookie", cookie, "Origin", https.origin());
      assertThat(refused.status()).isEqualTo(403);
      var made =
          https.post(
              BOARD_PASSES, "{}", "Cookie", cookie, "Origin", "https://rollcall.example.org");
      assertThat(made.status()).isEqualTo(201);
      assertThat(made.json().get("url").asText()).startsWith("https://rollcall.example.org/board#");
    }
  }

  @Test
  void aPassForEverySiteAtOnce() {
    var made = make("/api/v1/conferences/2/passes", "{\"label\":\"lần 1\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().get("items").findValuesAsText("site"))
        .containsExactly("CL-00", "CL-07", "ĐH-01");
    assertThat(made.json().get("items").findValuesAsText("token")).doesNotHaveDuplicates();
    var one = made.json().at("/items/2");
    var me = server.get("/api/v1/me", bearer(one.get("token").asText())).json();
    assertThat(me.get("id").asLong()).isEqualTo(one.get("id").asLong());
    assertThat(me.at("/site/code").asText()).isEqualTo("ĐH-01");
    assertThat(server.get("/api/v1/conferences/2/passes?size=2", bearer(admin)).json().get("total"))
        .hasToString("3");
  }

  @Test
  void aBoardPassIsForOneConferenceAndNoSite() {
    var made = make(BOARD_PASSES, "{\"label\":\"Máy chiếu\"}").json();
    assertThat(made.get("url").asText()).contains("/board#");
    var me = server.get("/api/v1/me", bearer(made.get("token").asText())).json();
    assertThat(me.get("role").asText()).isEqualTo("BOARD");
    assertThat(me.get("site").isNull()).isTrue();
    var id = made.get("id").asText();
    assertThat(server.send("DELETE", SITE_PASSES + "/" + id, null, bearer(admin)).status())
        .isEqualTo(404);
    assertThat(server.send("DELETE", BOARD_PASSES + "/" + id, null, bearer(admin)).status())
        .isEqualTo(204);
    assertThat(server.get("/api/v1/me", bearer(made.get("token").asText())).status())
        .isEqualTo(401);
  }

  @Test
  void aPassForWhatIsNotThereOrIsOverIsRefused() {
    assertThat(make("/api/v1/conferences/9/board-passes", "{}").status()).isEqualTo(404);
    assertThat(make("/api/v1/conferences/9/passes", "{}").status()).isEqualTo(404);
    assertThat(make("/api/v1/conferences/1/sites/CL-99/passes", "{}").status()).isEqualTo(404);
    var over = make(SITE_PASSES, "{\"expiresAt\":\"2020-05-11T07:41:03+07:00\"}");
    assertThat(over.status()).isEqualTo(422);
    assertThat(over.json().at("/errors/0/pointer").asText()).isEqualTo("/expiresAt");
    assertThat(make(SITE_PASSES, "{\"label\":\"" + "ơ".repeat(201) + "\"}").status())
        .isEqualTo(422);
    assertThat(make(SITE_PASSES, null).status()).isEqualTo(201);
  }

  @Test
  void revokingAPassCutsItsCallsAndItsOpenSocketsAtOnce() throws Exception {
    var made = make(SITE_PASSES, "{}").json();
    var token = made.get("token").asText();
    var listener = new Listener();
    connect(listener, "Authorization", "Bearer " + token).join();
    assertThat(listener.next()).isEqualTo("pass:" + made.get("id").asText());
    assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(200);
    var gone =
        server.send("DELETE", SITE_PASSES + "/" + made.get("id").asText(), null, bearer(admin));
    assertThat(gone.status()).isEqualTo(204);
    assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(401);
    assertThat(listener.closed.get(10, TimeUnit.SECONDS)).isEqualTo(4401);
  }

  @Test
  void anExpiredPassCountsNoMoreAndItsSocketIsClosed() throws Exception {
    var end = Instant.now().plusSeconds(3);
    var token = make(SITE_PASSES, "{\"expiresAt\":\"" + end + "\"}").json().get("token").asText();
    var listener = new Listener();
    connect(listener, "Authorization", "Bearer " + token).join();
    assertThat(listener.closed.get(20, TimeUnit.SECONDS)).isEqualTo(4401);
    assertThat(Instant.now()).isAfterOrEqualTo(end);
    assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(401);
  }

  @Test
  void aHandshakeIsJudgedByOriginFirstAndThenByToken() {
    var token = make(SITE_PASSES, "{}").json().get("token").asText();
    var cookie = "rollcall-pass=" + token;
    assertThat(handshake("Origin", "https://evil.example")).isEqualTo(403);
    assertThat(handshake("Origin", "https://evil.example", "Authorization", "Bearer " + token))
        .isEqualTo(403);
    assertThat(handshake("Cookie", cookie)).isEqualTo(403);
    assertThat(handshake("Cookie", "rollcall-pass=made-up")).isEqualTo(403);
    assertThat(handshake("Cookie", "rollcall-pass=made-up", "Origin", server.origin()))
        .isEqualTo(401);
    assertThat(handshake()).isEqualTo(401);
    assertThat(handshake("Authorization", "Bearer made-up")).isEqualTo(401);
    assertThat(handshake("Cookie", cookie, "Origin", server.origin())).isEqualTo(101);
    assertThat(handshake("Authorization", "Bearer " + token)).isEqualTo(101);
  }

  @Test
  void withBothCookiesThePassCountsOnTheCheckInSocketAndOnABoardThatAsksForIt() {
    // the pass is made up: where it counts, the user's good token does not help
    String[] both = {
      "Cookie", "rollcall=" + admin + "; rollcall-pass=made-up", "Origin", server.origin()
    };
    assertThat(handshakeAt("/ws/v1/check-in?conference=1&site=CL-07", both)).isEqualTo(401);
    assertThat(handshakeAt("/ws/v1/board?conference=1&as=pass", both)).isEqualTo(401);
    assertThat(handshakeAt("/ws/v1/board?conference=1", both)).isNotEqualTo(401);
    assertThat(handshakeAt("/ws/v1/test", both)).isEqualTo(101);
  }

  @Test
  void manySocketsThatOpenAtOnceAllHearWhoTheyAre() {
    var token = make(SITE_PASSES, "{}").json().get("token").asText();
    var listeners = new Listener[50];
    for (int i = 0; i < listeners.length; i++) {
      listeners[i] = new Listener();
      connect(listeners[i], "Authorization", "Bearer " + token);
    }
    for (var listener : listeners) {
      await().atMost(Duration.ofSeconds(20)).until(() -> !listener.texts.isEmpty());
    }
  }

  private static Answer make(String path, String body) {
    return server.post(path, body, bearer(admin));
  }

  private static String role(Answer answer) {
    return answer.json().get("role").asText();
  }

  private static int handshake(String... headers) {
    return handshakeAt("/ws/v1/test", headers);
  }

  private static int handshakeAt(String path, String... headers) {
    try {
      connectTo(path, new Listener(), headers).join().abort();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  private static CompletableFuture<WebSocket> connect(Listener listener, String... headers) {
    return connectTo("/ws/v1/test", listener, headers);
  }

  private static CompletableFuture<WebSocket> connectTo(
      String path, Listener listener, String... headers) {
    var builder = client.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    var uri = URI.create(server.uri(path).toString().replace("http:", "ws:"));
    return builder.buildAsync(uri, listener);
  }

  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    String next() throws InterruptedException {
      return texts.poll(20, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      texts.add(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }
  }
}
