package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.access.RunningServer.ADMIN_PASSWORD;
import static org.rollcall.access.RunningServer.bearer;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.access.RunningServer.Answer;

class LoginHttpTest {
  private RunningServer server;

  @BeforeEach
  void start() {
    server =
        RunningServer.start(
            Map.of(
                "rollcall.trusted-proxies",
                "127.0.0.1,::1",
                "rollcall.access.account-failures",
                3));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aLoginGivesATokenInTheAnswerAndTheSameInACookie() {
    var answer = login("admin", ADMIN_PASSWORD, "198.51.100.1");
    assertThat(answer.status()).isEqualTo(200);
    var token = answer.json().get("accessToken").asText();
    assertThat(token).hasSize(43);
    assertThat(answer.json().get("expiresIn").asLong()).isEqualTo(12 * 3600);
    assertThat(answer.header("Set-Cookie"))
        .startsWith("rollcall=" + token)
        .contains("HTTPOnly", "SameSite=Strict", "Path=/", "Max-Age=43200")
        .doesNotContain("Secure");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    var me = server.get("/api/v1/me", bearer(token));
    assertThat(me.json().get("role").asText()).isEqualTo("ORGANIZER");
    assertThat(me.json().get("username").asText()).isEqualTo("admin");
    assertThat(server.get("/api/v1/me", "Cookie", "rollcall=" + token).status()).isEqualTo(200);
  }

  @Test
  void theNameIsTheSameInAnyCase() {
    assertThat(login("  ADMIN ", ADMIN_PASSWORD, "198.51.100.1").status()).isEqualTo(200);
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreAnsweredAlike() {
    var wrong = login("admin", "sai mật khẩu", "198.51.100.1");
    var unknown = login("nobody", "sai mật khẩu", "198.51.100.2");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
    assertThat(wrong.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void withoutANameOrAPasswordTheAnswerSaysWhatIsMissing() {
    var answer = server.post("/api/v1/login", "{\"username\":\"admin\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/password");
  }

  @Test
  void afterSomeFailuresTheAccountMustWaitWhereverTheGuessesComeFrom() {
    for (int i = 0; i < 3; i++) {
      assertThat(login("admin", "guess " + i, "198.51.100." + i).status()).isEqualTo(401);
    }
    var slowed = login("admin", ADMIN_PASSWORD, "198.51.100.77");
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(Long.parseLong(slowed.header("Retry-After"))).isPositive();
  }

  @Test
  void anUnknownAccountIsSlowedDownInTheSameWay() {
    for (int i = 0; i < 3; i++) {
      login("nobody", "guess", "198.51.100." + i);
    }
    assertThat(login("nobody", "guess", "198.51.100.77").status()).isEqualTo(429);
  }

  @Test
  void anAddressThatSignedInBeforeIsNeverLockedOut() {
    assertThat(login("admin", ADMIN_PASSWORD, "198.51.100.1").status()).isEqualTo(200);
    for (int i = 0; i < 8; i++) {
      login("admin", "guess " + i, "203.0.113." + i);
    }
    assertThat(login("admin", ADMIN_PASSWORD, "203.0.113.99").status()).isEqualTo(429);
    assertThat(login("admin", "mistyped", "198.51.100.1").status()).isEqualTo(401);
    assertThat(login("admin", ADMIN_PASSWORD, "198.51.100.1").status()).isEqualTo(200);
  }

  @Test
  void aForgedAddressLeftOfTheProxysOwnWordDoesNotHelp() {
    for (int i = 0; i < 20; i++) {
      login("user" + i, "guess", "10.9.9." + i + ", 198.51.100.7");
    }
    assertThat(login("admin", ADMIN_PASSWORD, "10.1.1.1, 198.51.100.7").status()).isEqualTo(429);
  }

  @Test
  void signingOutEndsTheTokenAtOnceAndTakesTheCookieAway() {
    var token = server.admin();
    assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(200);
    var out = server.post("/api/v1/logout", null, bearer(token));
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("Set-Cookie")).startsWith("rollcall=;").contains("Max-Age=0");
    assertThat(server.get("/api/v1/me", bearer(token)).status()).isEqualTo(401);
  }

  @Test
  void withoutATokenEverythingOfTheApiIs401() {
    for (var path :
        new String[] {
          "/api/v1/me",
          "/api/v1/users",
          "/api/v1/test/careless",
          "/api/v1/nowhere",
          "/api/v1/%74est/careless",
          "/api/v1/login"
        }) {
      var answer = server.get(path);
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
    assertThat(server.get("/api/v1/me", bearer("made-up")).status()).isEqualTo(401);
    assertThat(server.get("/api/v1/me", bearer("")).status()).isEqualTo(401);
    assertThat(server.get("//api/v1/test/careless").status()).isIn(401, 404);
    assertThat(server.get("/x/../api/v1/test/careless").status()).isIn(401, 404);
  }

  @Test
  void healthIsOpenToAllAndPrometheusToOrganizersOnly() {
    assertThat(server.get("/health").status()).isEqualTo(200);
    assertThat(server.get("/health/liveness").status()).isEqualTo(200);
    assertThat(server.get("/prometheus").status()).isEqualTo(401);
    assertThat(server.get("/prometheus", bearer(server.admin())).status()).isEqualTo(200);
  }

  private Answer login(String username, String password, String address) {
    return server.post(
        "/api/v1/login",
        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password),
        "X-Forwarded-For",
        address);
  }
}
