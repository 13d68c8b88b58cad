package org.rollcall.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.conference.Api.Answer;

class ConferenceHttpTest {
  private static Api api;

  @BeforeAll
  static void start(@TempDir Path folder) {
    api = Api.start(folder);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aConferenceIsMadeWithItsFirstRollCall() {
    Answer made =
        api.call(
                "POST",
                "/conferences",
                """
                {"title":" Hội nghị\\nsơ kết ","organiser":"Huyện ủy","startsAt":"2020-05-11T07:30:00+07:00",
                 "zone":"Asia/Ho_Chi_Minh","unknown":1}\
                """)
            .expect(201);
    long id = made.json().get("id").asLong();

    assertThat(made.header("Location")).isEqualTo("/api/v1/conferences/" + id);
    assertThat(made.json().get("title").asText()).isEqualTo("Hội nghị sơ kết");
    assertThat(made.json().get("state").asText()).isEqualTo("DRAFT");
    assertThat(made.json().get("startsAt").asText()).isEqualTo("2020-05-11T00:30:00Z");
    assertThat(made.json().get("revision").asLong()).isEqualTo(2);
    Answer rollCalls = api.get("/conferences/" + id + "/roll-calls").expect(200);
    assertThat(rollCalls.json().at("/items/0/state").asText()).isEqualTo("PLANNED");
    assertThat(rollCalls.json().at("/items/0/title").asText()).isEqualTo("Phiên điểm danh 1");
    assertThat(rollCalls.json().at("/items/0/records")).isEmpty();
  }

  @Test
  void whatIsWrongWithAConferenceIsNamedFieldByField() {
    Answer refused =
        api.call(
                "POST",
                "/conferences",
                "{\"title\":\"" + "ơ".repeat(301) + "\",\"organiser\":\" \",\"zone\":\"Cao Lộc\"}")
            .expect(422);

    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.json().get("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/title", "/organiser", "/startsAt", "/zone");
    assertThat(refused.json().get("errors").findValuesAsText("code"))
        .containsExactlyInAnyOrder("TOO_LONG", "REQUIRED", "REQUIRED", "INVALID");
    api.call("POST", "/conferences", "{\"title\":").expect(400);
    api.call("POST", "/conferences", "{\"title\":\"\\ud800\"}").expect(422);
  }

  @Test
  void openingOpensTheFirstRollCallAndClosingClosesBoth() {
    long id = api.conference();
    String path = "/conferences/" + id;
    api.call("PATCH", path, "{\"state\":\"CLOSED\"}").expect(409);

    Answer opened = api.call("PATCH", path, "{\"state\":\"OPEN\"}").expect(200);
    assertThat(opened.json().get("state").asText()).isEqualTo("OPEN");
    assertThat(state(path, 0)).isEqualTo("OPEN");
    api.call("PATCH", path, "{\"state\":\"DRAFT\"}").expect(409);

    api.call("PATCH", path, "{\"state\":\"CLOSED\"}").expect(200);
    assertThat(state(path, 0)).isEqualTo("CLOSED");
    assertThat(api.get(path + "/roll-calls").json().at("/items/0/records/0/number").asInt())
        .isEqualTo(1);

    assertThat(
            api.call("PATCH", path, "{\"state\":\"OPEN\"}")
                .expect(422)
                .json()
                .at("/errors/0/pointer")
                .asText())
        .isEqualTo("/reason");
    api.call("PATCH", path, "{\"state\":\"OPEN\",\"reason\":\"Đại biểu đến muộn\"}").expect(200);
    assertThat(state(path, 0)).isEqualTo("CLOSED");
    api.call("PATCH", path, "{\"state\":\"AJAR\"}").expect(400);
  }

  @Test
  void labelsChangeByOneEventAndTheSameLabelsByNone() {
    long id = api.conference();
    String path = "/conferences/" + id;

    Answer changed = api.call("PATCH", path, "{\"title\":\"Hội nghị tổng kết\"}").expect(200);
    assertThat(changed.json().get("title").asText()).isEqualTo("Hội nghị tổng kết");
    assertThat(changed.json().get("organiser").asText()).isEqualTo("Huyện ủy Cao Lộc");
    assertThat(changed.json().get("revision").asLong()).isEqualTo(3);
    Answer again = api.call("PATCH", path, "{\"title\":\"Hội nghị tổng kết\"}").expect(200);
    assertThat(again.json().get("revision").asLong()).isEqualTo(3);
    api.call("PATCH", path, "{\"title\":\"\"}").expect(422);
  }

  @Test
  void atMostOneRollCallIsOpenAndOnlyTheLastClosedIsReopened() {
    long id = api.conference();
    String path = "/conferences/" + id;
    String rollCalls = path + "/roll-calls";
    Answer planned =
        api.call("POST", rollCalls, "{\"title\":\"Buổi chiều\",\"trial\":true}").expect(201);
    assertThat(planned.json().get("id").asInt()).isEqualTo(2);
    assertThat(planned.json().get("trial").asBoolean()).isTrue();
    api.call("POST", rollCalls, "{}").expect(422);
    api.call("POST", rollCalls + "/2/open", null).expect(409);
    api.call("PATCH", path, "{\"state\":\"OPEN\"}").expect(200);

    api.call("POST", rollCalls + "/2/open", null).expect(409);
    api.call("POST", rollCalls + "/2/close", null).expect(409);
    api.call("POST", rollCalls + "/1/close", null).expect(200);
    api.call("POST", rollCalls + "/1/open", null).expect(409);
    api.call("POST", rollCalls + "/2/open", null).expect(200);
    api.call("POST", rollCalls + "/1/reopen", "{\"reason\":\"Nhầm\"}").expect(409);
    api.call("POST", rollCalls + "/2/close", null).expect(200);
    api.call("POST", rollCalls + "/1/reopen", "{\"reason\":\"Nhầm\"}").expect(409);
    api.call("POST", rollCalls + "/2/reopen", "{}").expect(422);
    api.call("POST", rollCalls + "/2/reopen", "{\"reason\":\"Nhầm\"}").expect(200);
    Answer closed = api.call("POST", rollCalls + "/2/close", null).expect(200);
    assertThat(closed.json().get("records").findValuesAsText("number")).containsExactly("1", "2");
    api.call("POST", rollCalls + "/9/open", null).expect(404);
  }

  @Test
  void onlyThoseConcernedKnowOfAConference() {
    long mine = api.conference();
    long other = api.conference();
    api.call("PUT", "/conferences/" + mine + "/sites/CL-00", "{\"name\":\"Hội trường\"}")
        .expect(201);
    api.call(
            "POST",
            "/users",
            "{\"username\":\"xem\",\"password\":\"mật khẩu"
                + " dài\",\"role\":\"VIEWER\",\"conferences\":["
                + mine
                + "]}")
        .expect(201);
    for (String token : new String[] {api.login("xem", "mật khẩu dài"), api.pass(mine, "CL-00")}) {
      Answer list = api.as(token, "GET", "/conferences", null).expect(200);
      assertThat(list.json().get("total").asInt()).isEqualTo(1);
      api.as(token, "GET", "/conferences/" + mine, null).expect(200);
      api.as(token, "GET", "/conferences/" + mine + "/roll-calls", null).expect(200);
      api.as(token, "GET", "/conferences/" + other, null).expect(403);
      api.as(token, "PATCH", "/conferences/" + mine, "{\"title\":\"x\"}").expect(403);
      api.as(token, "POST", "/conferences", "{}").expect(403);
      api.as(token, "POST", "/conferences/" + mine + "/roll-calls", "{}").expect(403);
      api.as(token, "POST", "/conferences/" + mine + "/roll-calls/1/open", null).expect(403);
    }
    Answer none = api.get("/conferences/999999").expect(404);
    assertThat(none.json().get("detail").asText()).isEqualTo("Không có hội nghị này.");
  }

  private static String state(String path, int index) {
    return api.get(path + "/roll-calls").json().at("/items/" + index + "/state").asText();
  }
}
