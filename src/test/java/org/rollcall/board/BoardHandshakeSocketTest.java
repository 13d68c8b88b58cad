package org.rollcall.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.rollcall.board.BoardFixture.site;

import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.attendance.Site;
import org.rollcall.board.BoardFixture.Hall;

class BoardHandshakeSocketTest {
  @TempDir private static Path folder;
  private static BoardFixture fixture;
  private static Hall hall;
  private static Hall other;

  @BeforeAll
  static void start() {
    fixture = BoardFixture.start(folder, Map.of());
    List<Site> tree =
        List.of(site("TW", null), site("CL", "TW"), site("CL-07", "CL"), site("BG", "TW"));
    hall = fixture.hall(tree, List.of());
    other = fixture.hall(tree, List.of());
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void withoutSettingsTheLimitsAreThoseOfTheProtocol() {
    assertThat(fixture.bean(BoardLimits.class))
        .isEqualTo(
            new BoardLimits(
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                2500,
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                131_072,
                32_768,
                100));
  }

  @Test
  void anOrganizerOpensEveryBoard() {
    assertThat(status(hall, "", fixture.organizer())).isEqualTo(101);
    assertThat(status(other, "&site=CL-07&depth=0", fixture.organizer())).isEqualTo(101);
  }

  @Test
  void aViewerOpensTheBoardsOfTheConferencesNamedOnTheAccount() {
    fixture.call(
        "POST",
        "/api/v1/users",
        "{\"username\":\"xem\",\"password\":\"xem điểm danh\",\"role\":\"VIEWER\",\"conferences\":[%d]}"
            .formatted(hall.id()),
        fixture.organizer());
    String viewer = fixture.login("xem", "xem điểm danh");

    assertThat(status(hall, "", viewer)).isEqualTo(101);
    assertThat(status(hall, "&site=BG", viewer)).isEqualTo(101);
    assertThat(status(other, "", viewer)).isEqualTo(403);
  }

  @Test
  void aCoordinatorSeesTheOwnSiteAndWhatIsBelow() {
    String pass = sitePass("CL");

    assertThat(status(hall, "&site=CL", pass)).isEqualTo(101);
    assertThat(status(hall, "&site=CL-07", pass)).isEqualTo(101);
    assertThat(status(hall, "&site=TW", pass)).isEqualTo(403);
    assertThat(status(hall, "&site=BG", pass)).isEqualTo(403);
    assertThat(status(hall, "", pass)).isEqualTo(403);
    assertThat(status(other, "&site=CL", pass)).isEqualTo(403);
    String headcounts = "/api/v1/conferences/" + hall.id() + "/headcounts";
    assertThat(fixture.send("GET", headcounts + "?site=CL", null, pass).statusCode())
        .isEqualTo(200);
    assertThat(fixture.send("GET", headcounts, null, pass).statusCode()).isEqualTo(403);
  }

  @Test
  void aCoordinatorSeesASiteNoLongerOnceItIsMovedFromBelowTheOwn() throws Exception {
    Hall moving =
        fixture.hall(site("TW", null), site("CL", "TW"), site("CL-07", "CL"), site("BG", "TW"));
    String pass = sitePass(moving, "CL");
    Watcher moved = moving.watch("&site=CL-07", pass).until(w -> !w.frames.isEmpty());
    Watcher own = moving.watch("&site=CL", pass).until(w -> !w.frames.isEmpty());
    Watcher organizer =
        moving.watch("&site=CL-07", fixture.organizer()).until(w -> !w.frames.isEmpty());
    long before = moving.desk().register().revision();

    moving.register(List.of(site("CL-07", "BG")), List.of());

    assertThat(moved.closed.get(20, TimeUnit.SECONDS)).isEqualTo(4401);
    assertThat(moved.revision()).as("nothing was told of the site's new place").isEqualTo(before);
    own.until(w -> !w.sites().containsKey("CL-07"));
    organizer.until(w -> w.site("CL-07").get("parent").textValue().equals("BG"));
    assertThat(own.closed).isNotDone();
    assertThat(organizer.closed).isNotDone();
    assertThat(status(moving, "&site=CL-07", pass)).isEqualTo(403);
    assertThat(status(moving, "&site=CL-07", sitePass(moving, "BG"))).isEqualTo(101);
  }

  @Test
  void aBoardPassOpensTheBoardsOfItsConferenceUntilItIsRevoked() throws Exception {
    String passes = "/api/v1/conferences/" + hall.id() + "/board-passes";
    var pass = fixture.call("POST", passes, "{\"label\":\"Máy chiếu\"}", fixture.organizer());
    String token = pass.get("token").textValue();
    assertThat(status(other, "", token)).isEqualTo(403);
    Watcher board = hall.watch("", token).until(w -> !w.frames.isEmpty());

    assertThat(
            fixture
                .send("DELETE", passes + "/" + pass.get("id"), null, fixture.organizer())
                .statusCode())
        .isEqualTo(204);

    assertThat(board.closed.get(20, TimeUnit.SECONDS)).isEqualTo(4401);
    assertThat(status(hall, "", token)).isEqualTo(401);
  }

  @Test
  void theOriginIsJudgedBeforeTheTokenAndTheRightBeforeTheSize() {
    assertThat(status(url(hall.id(), ""), null, "rollcall.v1", "Origin", "https://evil.example"))
        .isEqualTo(403);
    assertThat(status(hall, "", null)).isEqualTo(401);
    assertThat(status(hall, "", "nobody")).isEqualTo(401);
    List<Site> many = new ArrayList<>(List.of(site("TW", null)));
    for (int i = 0; i < 2500; i++) {
      many.add(site("X-" + i, "TW"));
    }
    Hall nation = fixture.hall(many, List.of());
    assertThat(status(nation, "", sitePass("CL"))).isEqualTo(403);
    assertThat(status(nation, "", fixture.organizer())).isEqualTo(400);
    assertThat(status(nation, "&depth=0", fixture.organizer())).isEqualTo(101);
    var refused =
        fixture.send(
            "GET", "/api/v1/conferences/" + nation.id() + "/headcounts", null, fixture.organizer());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("TOO_MANY_SITES");
  }

  @Test
  void whatIsNotThereOrNotUnderstoodIsRefused() {
    assertThat(status(hall, "&site=CL-99", fixture.organizer())).isEqualTo(404);
    assertThat(status(url(999_999, ""), fixture.organizer(), "rollcall.v1")).isEqualTo(404);
    assertThat(status(hall, "&depth=-1", fixture.organizer())).isEqualTo(400);
    assertThat(status(hall, "&depth=x", fixture.organizer())).isEqualTo(400);
    assertThat(
            status(
                "ws://localhost:" + fixture.server.getPort() + "/ws/v1/board",
                fixture.organizer(),
                "rollcall.v1"))
        .isEqualTo(400);
    assertThat(status(url(hall.id(), ""), fixture.organizer(), "rollcall.v9")).isEqualTo(400);
    assertThat(status(url(hall.id(), ""), fixture.organizer(), null)).isEqualTo(101);
  }

  @Test
  void theSubprotocolIsTheOneAgreedOn() {
    Watcher board = hall.watch();

    assertThat(hall.socket(board).getSubprotocol()).isEqualTo("rollcall.v1");
  }

  /** With a tick that never comes, all that is told is told without one. */
  @Test
  void theFirstBoardOfAScopeNeedNotWaitForATickAndHastensNoOther(@TempDir Path another) {
    try (BoardFixture still = BoardFixture.start(another, Map.of("rollcall.board.tick", "1h"))) {
      Hall tree = still.hall(site("TW", null), site("CL", "TW"));
      Watcher first = tree.watch().until(w -> !w.frames.isEmpty());
      tree.register(List.of(site("BG", "TW")), List.of());

      Watcher sameScope = tree.watch();
      Watcher tops = tree.watch("&depth=0", still.organizer()).until(w -> !w.frames.isEmpty());
      Watcher below = tree.watch("&site=CL", still.organizer()).until(w -> !w.frames.isEmpty());

      assertThat(tops.totals().get("sites").intValue()).isEqualTo(3);
      assertThat(below.revision()).isEqualTo(tree.desk().register().revision());
      assertThat(first.frames).as("told at the ticks alone").hasSize(1);
      assertThat(sameScope.frames).as("as are all who watch the same").isEmpty();
    }
  }

  @Test
  void aStoppingServerSaysThatItGoesAway(@TempDir Path another) throws Exception {
    try (BoardFixture going = BoardFixture.start(another, Map.of())) {
      Watcher board = going.hall(site("TW", null)).watch().until(w -> !w.frames.isEmpty());

      going.close();

      assertThat(board.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1001);
    }
  }

  private static String sitePass(String site) {
    return sitePass(hall, site);
  }

  private static String sitePass(Hall of, String site) {
    return fixture.pass("/api/v1/conferences/" + of.id() + "/sites/" + site + "/passes");
  }

  private static String url(long conference, String more) {
    return "ws://localhost:%d/ws/v1/board?conference=%d%s"
        .formatted(fixture.server.getPort(), conference, more);
  }

  private static int status(Hall of, String more, String token) {
    return status(url(of.id(), more), token, "rollcall.v1");
  }

  private static int status(String url, String token, String protocol, String... headers) {
    var builder = fixture.client.newWebSocketBuilder();
    if (protocol != null) {
      builder.subprotocols(protocol);
    }
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    Throwable thrown =
        catchThrowable(() -> {
          WebSocket socket = builder.buildAsync(URI.create(url), new Watcher(fixture.json)).join();
          socket.abort();
        });
    if (thrown == null) {
      return 101;
    }
    assertThat(thrown).isInstanceOf(CompletionException.class);
    assertThat(thrown.getCause()).isInstanceOf(WebSocketHandshakeException.class);
    return ((WebSocketHandshakeException) thrown.getCause()).getResponse().statusCode();
  }
}
