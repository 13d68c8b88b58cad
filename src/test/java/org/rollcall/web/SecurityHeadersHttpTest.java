package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.access.RunningServer.bearer;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rollcall.access.RunningServer;

class SecurityHeadersHttpTest {
  @Test
  void everyAnswerCarriesThem() {
    try (var server = RunningServer.start(Map.of())) {
      areThere(server.get("/health"));
      areThere(server.get("/nowhere"));
      areThere(server.get("/api/v1/me"));
      areThere(server.post("/api/v1/login", "{}"));
      var me = server.get("/api/v1/me", bearer(server.admin()));
      areThere(me);
      assertThat(me.header("Cache-Control")).isEqualTo("no-store");
      assertThat(me.header("Strict-Transport-Security")).isNull();
    }
  }

  @Test
  void behindHttpsABrowserIsToldToStayThere() {
    try (var server =
        RunningServer.start(Map.of("rollcall.public-url", "https://rollcall.example.org"))) {
      assertThat(server.get("/health").header("Strict-Transport-Security")).startsWith("max-age=");
    }
  }

  static void areThere(RunningServer.Answer answer) {
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
  }
}
