package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.access.RunningServer.ADMIN_PASSWORD;
import static org.rollcall.access.RunningServer.bearer;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.access.RunningServer.Answer;

class UserHttpTest {
  private static final String PASSWORD = "mật khẩu dài";

  private RunningServer server;
  private String admin;

  @BeforeEach
  void start() {
    server = RunningServer.start(Map.of());
    admin = server.admin();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anOrganizerMakesAViewerWhoSeesNamedConferencesAndNoUsers() {
    var made = make("Nguyễn.Đức", "VIEWER", "[1]");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/v1/users/" + made.json().get("id"));
    assertThat(made.json().get("username").asText()).isEqualTo("nguyễn.đức");
    assertThat(made.body()).doesNotContain("assword");
    var token = server.login("NGUYỄN.ĐỨC", PASSWORD);
    var me = server.get("/api/v1/me", bearer(token)).json();
    assertThat(me.get("role").asText()).isEqualTo("VIEWER");
    assertThat(me.get("conferences")).hasToString("[1]");
    assertThat(server.get("/api/v1/users", bearer(token)).status()).isEqualTo(403);
    assertThat(server.post("/api/v1/users", "{}", bearer(token)).status()).isEqualTo(403);
    assertThat(server.get("/prometheus", bearer(token)).status()).isEqualTo(403);
    assertThat(server.get("/api/v1/users", bearer(admin)).json().get("total").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsWrongWithANewUserIsSaidAllAtOnce() {
    var answer =
        server.post("/api/v1/users", "{\"password\":\"ngắn\",\"conferences\":[9]}", bearer(admin));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").findValuesAsText("pointer"))
        .containsExactly("/username", "/role", "/password", "/conferences");
    assertThat(make("x", "BOSS", "[]").status()).isEqualTo(400);
  }

  @Test
  void aNameIsTakenOnlyOnce() {
    assertThat(make("lan", "VIEWER", "[]").status()).isEqualTo(201);
    assertThat(make("LAN", "VIEWER", "[]").status()).isEqualTo(409);
  }

  @Test
  void disablingAUserEndsHisTokensAtOnceAndHisPasswordToo() {
    var id = make("lan", "ORGANIZER", "[]").json().get("id").asLong();
    var token = server.login("lan", PASSWORD);
    assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(200);
    assertThat(change(id, "{\"disabled\":true}").status()).isEqualTo(200);
    assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(401);
    assertThat(login("lan", PASSWORD).status()).isEqualTo(401);
    assertThat(change(id, "{\"disabled\":false}").status()).isEqualTo(200);
    assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(401);
    assertThat(server.get("/api/v1/me", bearer(server.login("lan", PASSWORD))).status())
        .isEqualTo(200);
  }

  @Test
  void aNewPasswordEndsWhatTheOldOneOpened() {
    var id = make("lan", "VIEWER", "[]").json().get("id").asLong();
    var token = server.login("lan", PASSWORD);
    assertThat(change(id, "{\"password\":\"mật khẩu mới\"}").status()).isEqualTo(200);
    assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(401);
    assertThat(login("lan", PASSWORD).status()).isEqualTo(401);
    assertThat(login("lan", "mật khẩu mới").status()).isEqualTo(200);
  }

  @Test
  void aNewConferenceIsSeenAtOnceAndALostOneSignsOut() {
    var id = make("lan", "VIEWER", "[1]").json().get("id").asLong();
    var token = server.login("lan", PASSWORD);
    server.get("/api/v1/me", bearer(token));
    change(id, "{\"conferences\":[1,2]}");
    assertThat(server.get("/api/v1/me", bearer(token)).json().get("conferences")).hasSize(2);
    change(id, "{\"conferences\":[2]}");
    assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(401);
  }

  @Test
  void theLastOrganizerCanNeitherBeDisabledNorMadeAViewer() {
    var id = server.get("/api/v1/me", bearer(admin)).json().get("id").asLong();
    assertThat(change(id, "{\"disabled\":true}").status()).isEqualTo(409);
    assertThat(change(id, "{\"role\":\"VIEWER\"}").status()).isEqualTo(409);
    assertThat(server.get("/api/v1/me", bearer(admin)).status()).isEqualTo(200);
  }

  @Test
  void twoOrganizersWhoDisableEachOtherAtOnceLeaveOne() {
    for (int round = 0; round < 5; round++) {
      var name = "second" + round;
      var second = make(name, "ORGANIZER", "[]").json().get("id").asLong();
      var first = server.get("/api/v1/me", bearer(admin)).json().get("id").asLong();
      var a = CompletableFuture.supplyAsync(() -> change(first, "{\"disabled\":true}").status());
      var b = CompletableFuture.supplyAsync(() -> change(second, "{\"disabled\":true}").status());
      a.join();
      b.join();
      var left =
          login("admin", ADMIN_PASSWORD).status() == 200
              ? "admin"
              : login(name, PASSWORD).status() == 200 ? name : "";
      assertThat(left).as("round " + round).isNotEmpty();
      if (!left.equals("admin")) {
        var token = server.login(name, PASSWORD);
        server.send("PATCH", "/api/v1/users/" + first, "{\"disabled\":false}", bearer(token));
        admin = server.admin();
        change(second, "{\"disabled\":true}");
      } else {
        admin = server.admin();
      }
    }
  }

  @Test
  void aUserWhoIsNotThereCannotBeChanged() {
    assertThat(change(999, "{}").status()).isEqualTo(404);
  }

  private Answer make(String username, String role, String conferences) {
    return server.post(
        "/api/v1/users",
        "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"%s\",\"conferences\":%s}"
            .formatted(username, PASSWORD, role, conferences),
        bearer(admin));
  }

  private Answer change(long id, String body) {
    return server.send("PATCH", "/api/v1/users/" + id, body, bearer(admin));
  }

  private Answer login(String username, String password) {
    return server.post(
        "/api/v1/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password));
  }
}
