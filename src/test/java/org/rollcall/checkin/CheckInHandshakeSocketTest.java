package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RunningServer;
import org.rollcall.client.Api;
import org.rollcall.client.Gathering;
import org.rollcall.client.Json;
import org.rollcall.client.RawSocket;

/** Who gets in, and in which order that is judged: origin, token, right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckInHandshakeSocketTest {
  private static final String PATH = "/ws/v1/check-in";
  private static final String FOREIGN = "Origin: https://elsewhere.example\n";

  private RunningServer server;
  private Gathering gathering;
  private String pass;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = RunningServer.onH2(folder, Map.of());
    gathering = Gathering.of(server.organizer(), 2, 4);
    pass = gathering.passes().get(gathering.site(1));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aPassOpensTheSocketOfItsSite() throws Exception {
    try (RawSocket socket = open(PATH, bearer(pass))) {
      assertThat(socket.status()).isEqualTo(101);
      assertThat(socket.answer().toLowerCase()).contains("sec-websocket-protocol: rollcall.v1");
      assertThat(socket.readText()).contains("\"welcome\"").contains(gathering.site(1));
    }
  }

  @Test
  void aForeignOriginIsRefusedBeforeTheTokenIsLookedAt() throws Exception {
    assertStatus(403, PATH, FOREIGN + bearer(pass));
    assertStatus(403, PATH, FOREIGN + bearer("wrong"));
    assertStatus(403, PATH, FOREIGN);
  }

  @Test
  void theServersOwnOriginIsFine() throws Exception {
    assertStatus(101, PATH, own() + bearer(pass));
  }

  @Test
  void aTokenThatIsMissingOrWrongIsRefusedBeforeTheRightIsLookedAt() throws Exception {
    assertStatus(401, PATH, "");
    assertStatus(401, PATH, bearer("wrong"));
    assertStatus(401, PATH + "?conference=999&site=NOWHERE", bearer("wrong"));
  }

  @Test
  void viewersAndBoardsHaveNoRightToCheckIn() throws Exception {
    Api organizer = server.organizer();
    organizer
        .post(
            "/users",
            Json.object(
                "username", "nguoi-xem",
                "password", "xem-si-so-2020",
                "role", "VIEWER",
                "conferences", List.of(gathering.conference())))
        .expect(201);
    String viewer = Api.at(server.base()).login("nguoi-xem", "xem-si-so-2020").token();
    String board = organizer.newBoardPass(gathering.conference()).token();
    String query = "?conference=" + gathering.conference() + "&site=" + gathering.site(1);

    assertStatus(403, PATH + query, bearer(viewer));
    assertStatus(403, PATH + query, bearer(board));
  }

  @Test
  void anOrganizerNamesConferenceAndSite() throws Exception {
    String token = server.organizer().token();
    String conference = "?conference=" + gathering.conference();

    assertStatus(101, PATH + conference + "&site=" + gathering.site(1), bearer(token));
    assertStatus(400, PATH, bearer(token));
    assertStatus(404, PATH + conference + "&site=NOWHERE", bearer(token));
    assertStatus(404, PATH + "?conference=999&site=" + gathering.site(1), bearer(token));
  }

  @Test
  void aCookieNeedsAnOrigin() throws Exception {
    String cookie =
        Api.at(server.base())
            .post("/pass", Json.object("token", pass))
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    String header = "Cookie: " + cookie.substring(0, cookie.indexOf(';')) + "\n";

    assertStatus(101, PATH, own() + header);
    assertStatus(403, PATH, header);
    assertStatus(403, PATH, FOREIGN + header);
  }

  private String own() {
    return "Origin: http://" + server.base().getAuthority() + "\n";
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\n";
  }

  private RawSocket open(String pathAndQuery, String headers) throws IOException {
    return RawSocket.connect(
        server.base(), pathAndQuery, headers + "Sec-WebSocket-Protocol: rollcall.v1\n", 0);
  }

  private void assertStatus(int expected, String pathAndQuery, String headers) throws IOException {
    try (RawSocket socket = open(pathAndQuery, headers)) {
      assertThat(socket.status()).as(socket.answer()).isEqualTo(expected);
    }
  }
}
