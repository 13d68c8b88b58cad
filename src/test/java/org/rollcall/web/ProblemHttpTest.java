package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.access.RunningServer.bearer;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.access.RunningServer;
import org.rollcall.access.RunningServer.Answer;

class ProblemHttpTest {
  private static RunningServer server;
  private static String token;

  @BeforeAll
  static void start() {
    server = RunningServer.start(Map.of("micronaut.server.max-request-size", "10000"));
    token = server.admin();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anUnknownAddressIsAProblemInVietnameseByDefault() {
    var answer = server.get("/api/v1/nowhere", bearer(token));
    isProblem(answer, 404);
    assertThat(answer.json().get("title").asText()).isEqualTo("Không tìm thấy");
    assertThat(answer.json().get("type").asText()).isEqualTo("urn:rollcall:problem:web.not-found");
    assertThat(answer.json().get("instance").asText()).isEqualTo("/api/v1/nowhere");
    assertThat(answer.header("Content-Language")).isEqualTo("vi");
  }

  @Test
  void theSameIsInEnglishWhereEnglishIsAskedFor() {
    var answer =
        server.get(
            "/api/v1/nowhere", bearer(token, "Accept-Language", "fr, en-GB;q=0.8, vi;q=0.2"));
    isProblem(answer, 404);
    assertThat(answer.json().get("title").asText()).isEqualTo("Not found");
    assertThat(answer.header("Content-Language")).isEqualTo("en");
  }

  @Test
  void aBrowserThatAsksForHtmlGetsTheProblemToo() {
    isProblem(server.get("/nowhere", "Accept", "text/html"), 404);
  }

  @Test
  void aWrongMethodIsAProblemThatNamesTheRightOnes() {
    var answer = server.send("DELETE", "/api/v1/test/things", null, bearer(token));
    isProblem(answer, 405);
    assertThat(answer.header("Allow")).contains("POST");
  }

  @Test
  void aBodyThatIsNotJsonIsAProblemAtItsPlace() {
    var answer = thing("{\"name\":");
    isProblem(answer, 400);
    assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("MALFORMED");
    assertThat(answer.body()).doesNotContain("jackson").doesNotContain("Exception");
  }

  @Test
  void aMissingBodyIsAProblem() {
    isProblem(
        server.post("/api/v1/test/things", null, bearer(token, "Content-Type", "application/json")),
        400);
  }

  @Test
  void anUnknownValueOfAnEnumIsRefusedWithItsPlaceAndTheChoices() {
    var answer = thing("{\"name\":\"a\",\"colour\":\"BLUE\"}");
    isProblem(answer, 400);
    assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/colour");
    assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("UNKNOWN_VALUE");
    assertThat(answer.json().at("/errors/0/message").asText()).contains("RED, GREEN");
  }

  @Test
  void aValueOfTheWrongTypeIsRefusedWithItsPlace() {
    for (var body :
        new String[] {
          "{\"name\":\"a\",\"count\":\"7\"}",
          "{\"name\":\"a\",\"count\":1.5}",
          "{\"name\":\"a\",\"count\":[]}"
        }) {
      var answer = thing(body);
      isProblem(answer, 400);
      assertThat(answer.json().at("/errors/0/pointer").asText()).as(body).isEqualTo("/count");
    }
  }

  @Test
  void aBrokenRuleOfTheBodyIsA422WithItsPlace() {
    var blank = thing("{\"name\":\" \"}");
    isProblem(blank, 422);
    assertThat(blank.json().at("/errors/0/pointer").asText()).isEqualTo("/name");
    assertThat(blank.json().at("/errors/0/code").asText()).isEqualTo("REQUIRED");
    var tooLong = thing("{\"name\":\"Nguyễn Văn Đức\"}");
    isProblem(tooLong, 422);
    assertThat(tooLong.json().at("/errors/0/code").asText()).isEqualTo("TOO_LONG");
    assertThat(tooLong.json().at("/errors/0/message").asText()).isEqualTo("Tối đa 5 ký tự.");
  }

  @Test
  void unknownFieldsAreIgnoredAndInstantsComeBackInIso8601WithNullsShown() {
    var answer = thing("{\"name\":\"a\",\"later\":1,\"at\":\"2020-05-11T07:41:03.120+07:00\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("at").asText()).isEqualTo("2020-05-11T00:41:03.120Z");
    assertThat(answer.json().has("count")).isTrue();
    assertThat(answer.json().get("count").isNull()).isTrue();
  }

  @Test
  void aMissingAndAnIllTypedParameterAreProblems() {
    var missing = server.get("/api/v1/test/number", bearer(token));
    isProblem(missing, 400);
    assertThat(missing.json().at("/errors/0/pointer").asText()).isEqualTo("?n");
    var wrong = server.get("/api/v1/test/number?n=seven", bearer(token));
    isProblem(wrong, 400);
    assertThat(wrong.json().at("/errors/0/pointer").asText()).isEqualTo("?n");
  }

  @Test
  void aFormatThatIsNotTakenIsAProblem() {
    isProblem(
        server.post("/api/v1/test/things", "a,b", bearer(token, "Content-Type", "text/csv")), 415);
  }

  @Test
  void aBodyThatIsTooLargeIsAProblem() {
    isProblem(thing("{\"name\":\"" + "x".repeat(20_000) + "\"}"), 413);
  }

  @Test
  void whatNobodyForesawIsA500WithANumberAndNoSecrets() {
    var answer = server.get("/api/v1/test/fails", bearer(token, "Accept-Language", "en"));
    isProblem(answer, 500);
    assertThat(answer.json().get("detail").asText()).matches(".*[0-9a-f]{8}-[0-9a-f-]{27}");
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  private static Answer thing(String body) {
    return server.post("/api/v1/test/things", body, bearer(token));
  }

  private static void isProblem(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    for (var field : new String[] {"type", "title", "detail", "instance"}) {
      assertThat(answer.json().get(field).asText()).as(field).isNotBlank();
    }
    SecurityHeadersHttpTest.areThere(answer);
  }
}
