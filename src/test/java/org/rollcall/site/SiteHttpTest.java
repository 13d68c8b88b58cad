package org.rollcall.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micronaut.jdbc.DataSourceResolver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.conference.Api;
import org.rollcall.conference.Api.Answer;

class SiteHttpTest {
  private static Api api;

  private long conference;
  private String sites;

  @BeforeAll
  static void start(@TempDir Path folder) {
    api = Api.start(folder);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void aConference() {
    conference = api.openConference();
    sites = "/conferences/" + conference + "/sites";
  }

  @Test
  void aSiteIsRegisteredChangedAndReadByItsCodeInAnyCase() {
    Answer made =
        put(
                "cl-00",
                """
                {"name":"Hội trường  Huyện ủy","kind":"MAIN","address":"Khối 6","seats":120,
                 "contactName":"Vi Quang Trường","contactPhone":"0205 386 1234",
                 "videoAddress":"https://hop.example.org/cl"}\
                """)
            .expect(201);
    assertThat(made.header("Location")).isEqualTo("/api/v1" + sites + "/CL-00");
    assertThat(made.json().get("name").asText()).isEqualTo("Hội trường Huyện ủy");
    long revision = revision();

    put("CL-00", "{\"name\":\"Hội trường\",\"kind\":\"MAIN\"}").expect(200);
    put("CL-00", "{\"name\":\"Hội trường\",\"kind\":\"MAIN\"}").expect(200);
    assertThat(revision()).isEqualTo(revision + 1);
    Answer read = api.get(sites + "/cl-00").expect(200);
    assertThat(read.json().get("name").asText()).isEqualTo("Hội trường");
    assertThat(read.json().get("seats").isNull()).isTrue();
    api.get(sites + "/CL-99").expect(404);
    put("%C4%91h-01", "{\"name\":\"Đồng Hỷ\",\"parent\":\"CL-00\"}").expect(201);
    assertThat(api.get(sites).json().get("items").findValuesAsText("code"))
        .containsExactly("CL-00", "ĐH-01");
  }

  @Test
  void aTreeHasNoCyclesAndAtMostEightLevels() {
    put("L1", "{\"name\":\"1\"}").expect(201);
    for (int level = 2; level <= 8; level++) {
      put("L" + level, "{\"name\":\"n\",\"parent\":\"L" + (level - 1) + "\"}").expect(201);
    }
    assertFault(put("L9", "{\"name\":\"9\",\"parent\":\"L8\"}"), "/parent", "TOO_DEEP");
    assertFault(put("L1", "{\"name\":\"1\",\"parent\":\"L3\"}"), "/parent", "CYCLE");
    assertFault(put("L1", "{\"name\":\"1\",\"parent\":\"L1\"}"), "/parent", "CYCLE");
    put("R", "{\"name\":\"r\"}").expect(201);
    assertFault(put("L1", "{\"name\":\"1\",\"parent\":\"R\"}"), "/parent", "TOO_DEEP");
    assertFault(put("X", "{\"name\":\"x\",\"parent\":\"Y\"}"), "/parent", "NO_SUCH_PARENT");
    assertFault(
        put("X", "{\"name\":\"x\",\"kind\":\"MAIN\",\"parent\":\"R\"}"),
        "/parent",
        "MAIN_WITH_PARENT");
    assertFault(put("X", "{}"), "/name", "REQUIRED");
    assertFault(put("X", "{\"name\":\"x\",\"seats\":-1}"), "/seats", "INVALID");
    assertFault(put("~5", "{\"name\":\"x\"}"), "?code", "INVALID_CODE");
    put("X", "{\"name\":\"x\",\"kind\":\"HALL\"}").expect(400);
  }

  @Test
  void sitesAreFoundByParentAndByTheWordsOfCodeNameAndAddress() {
    put("CL-00", "{\"name\":\"Hội trường Huyện ủy\",\"address\":\"Khối 6\"}").expect(201);
    put("CL-07", "{\"name\":\"Xã Gia Cát\",\"parent\":\"CL-00\"}").expect(201);
    put("CL-08", "{\"name\":\"Xã Đồng Đăng\",\"parent\":\"CL-00\"}").expect(201);
    put("CL-08A", "{\"name\":\"Thôn Pò Cháu\",\"parent\":\"CL-08\"}").expect(201);
    put("TT", "{\"name\":\"Thị trấn\"}").expect(201);

    assertThat(found("")).containsExactly("CL-00", "CL-07", "CL-08", "CL-08A", "TT");
    assertThat(found("?parent=")).containsExactly("CL-00", "TT");
    assertThat(found("?parent=cl-00")).containsExactly("CL-07", "CL-08");
    assertThat(found("?parent=TT")).isEmpty();
    api.get(sites + "?parent=CL-99").expect(404);
    assertThat(found("?q=xa")).containsExactly("CL-07", "CL-08");
    assertThat(found("?q=dang+DONG")).containsExactly("CL-08");
    assertThat(found("?q=khoi+6")).containsExactly("CL-00");
    assertThat(found("?q=cl08")).containsExactly("CL-08", "CL-08A");
    assertThat(found("?q=08a")).containsExactly("CL-08A");
    assertThat(found("?q=at")).isEmpty();
    assertThat(found("?q=xa&parent=CL-00&size=1&page=1")).containsExactly("CL-08");
    Answer page = api.get(sites + "?parent=CL-00&size=1").expect(200);
    assertThat(page.json().get("total").asInt()).isEqualTo(2);
    assertThat(api.get(sites).json().get("items").findValuesAsText("children"))
        .containsExactly("2", "0", "1", "0", "0");
    String pass = api.pass(conference, "CL-08");
    Answer below = api.as(pass, "GET", sites + "?q=xa", null).expect(200);
    assertThat(below.json().get("items").findValuesAsText("code")).containsExactly("CL-08");
  }

  private List<String> found(String query) {
    return api.get(sites + query).expect(200).json().get("items").findValuesAsText("code");
  }

  @Test
  void aPassIsToldWhomToCallAtTheMainSite() {
    put(
            "CL-00",
            "{\"name\":\"Huyện ủy\",\"contactName\":\"Lương Bích\",\"contactPhone\":\"0912 345"
                + " 678\"}")
        .expect(201);
    put("CL-07", "{\"name\":\"Xã Gia Cát\",\"parent\":\"CL-00\"}").expect(201);
    put("CL-07A", "{\"name\":\"Thôn\",\"parent\":\"CL-07\",\"contactName\":\"Trưởng thôn\"}")
        .expect(201);
    put("TT", "{\"name\":\"Thị trấn\"}").expect(201);

    String pass = api.pass(conference, "CL-07A");
    Answer me = api.as(pass, "GET", "/me", null).expect(200);
    assertThat(me.json().get("organizer").toString())
        .isEqualTo(
            "{\"organiser\":\"Huyện ủy Cao Lộc\",\"site\":{\"code\":\"CL-00\",\"name\":\"Huyện"
                + " ủy\"},\"contactName\":\"Lương Bích\",\"contactPhone\":\"0912 345 678\"}");
    Answer posted = api.as("", "POST", "/pass", "{\"token\":\"" + pass + "\"}").expect(200);
    assertThat(posted.json().get("organizer")).isEqualTo(me.json().get("organizer"));
    Answer own = api.as(api.pass(conference, "TT"), "GET", "/me", null).expect(200);
    assertThat(own.json().at("/organizer/site/code").asText()).isEqualTo("TT");
    assertThat(own.json().at("/organizer/contactPhone").isNull()).isTrue();
    assertThat(api.get("/me").expect(200).json().get("organizer").isNull()).isTrue();
  }

  @Test
  void aSiteThatSomethingRefersToIsNotDeleted() {
    put("A", "{\"name\":\"a\"}").expect(201);
    put("B", "{\"name\":\"b\",\"parent\":\"A\"}").expect(201);
    String pass = api.pass(conference, "B");
    delete("A").expect(409);
    String delegate = "/conferences/" + conference + "/delegates/DB-1";
    api.call("PUT", delegate, "{\"fullName\":\"Nguyễn Văn Đức\",\"homeSite\":\"B\"}").expect(201);
    delete("B").expect(409);
    api.call("DELETE", delegate, null).expect(204);
    api.as(pass, "GET", "/me", null).expect(200);

    delete("B").expect(204);

    api.get(sites + "/B").expect(404);
    api.as(pass, "GET", "/me", null).expect(401);
    delete("B").expect(404);
    api.command(
        conference,
        "A",
        "{\"type\":\"walk-in\",\"id\":\""
            + UUID.randomUUID()
            + "\",\"person\":{\"fullName\":\"Lý Thị Mai\"}}");
    delete("A").expect(409);
  }

  @Test
  void aPassThatOutlivedItsSiteEndsWithTheNextDeletionOrRegistration() {
    List<Executable> ends =
        List.of(
            () -> delete("B").expect(404),
            () -> put("B", "{\"name\":\"điểm cầu khác\"}").expect(201),
            () ->
                api.csv(
                        "/conferences/" + conference + "/imports/sites",
                        "code,parent_code,name,kind\nA,,a,MAIN\nB,,điểm cầu khác,MAIN\n")
                    .expect(200));
    put("A", "{\"name\":\"a\"}").expect(201);
    String other = api.pass(conference, "A");
    for (Executable end : ends) {
      put("B", "{\"name\":\"b\"}");
      String pass = api.pass(conference, "B");
      delete("B").expect(204);
      reviveThePassesOf("B");
      // it is nobody's any more, and opens nothing
      api.as(pass, "GET", "/me", null).expect(200);
      api.as(pass, "POST", "/conferences/" + conference + "/commands", "[]").expect(404);
      api.as(pass, "GET", "/conferences/" + conference + "/headcounts?site=B", null).expect(404);

      assertThatCode(end::execute).doesNotThrowAnyException();

      api.as(pass, "GET", "/me", null).expect(401);
      api.as(other, "GET", "/me", null).expect(200);
    }
    api.as(api.pass(conference, "B"), "GET", "/me", null).expect(200);
  }

  /** As if whoever deleted the site had died before he came to its passes. */
  private void reviveThePassesOf(String site) {
    DataSource source = api.bean(DataSourceResolver.class).resolve(api.bean(DataSource.class));
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE site_pass SET revoked_at = NULL WHERE conference_id = ? AND site = ?")) {
      statement.setLong(1, conference);
      statement.setString(2, site);
      assertThat(statement.executeUpdate()).isPositive();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anUnchangedListIsNotSentAgain() {
    put("A", "{\"name\":\"a\"}").expect(201);
    Answer list = api.get(sites).expect(200);
    assertThat(list.json().get("revision").asLong()).isEqualTo(revision());
    assertThat(list.json().get("epoch").asText()).isNotBlank();
    String tag = list.header("ETag");

    api.call("GET", sites, null, "If-None-Match", tag).expect(304);
    put("B", "{\"name\":\"b\"}").expect(201);
    Answer next = api.call("GET", sites + "?size=1&page=1", null, "If-None-Match", tag).expect(200);

    assertThat(next.header("ETag")).isNotEqualTo(tag);
    assertThat(next.json().get("total").asInt()).isEqualTo(2);
    assertThat(next.json().at("/items/0/code").asText()).isEqualTo("B");
    api.get(sites + "?size=1001").expect(400);
  }

  @Test
  void aCoordinatorSeesTheOwnSiteAndThoseBelow() {
    put("A", "{\"name\":\"a\",\"contactName\":\"Hoàng Văn Thụ\"}").expect(201);
    put("B", "{\"name\":\"b\",\"parent\":\"A\"}").expect(201);
    put("C", "{\"name\":\"c\",\"parent\":\"B\"}").expect(201);
    String pass = api.pass(conference, "B");
    assertThat(
            api.as(pass, "GET", sites, null)
                .expect(200)
                .json()
                .get("items")
                .findValuesAsText("code"))
        .containsExactly("B", "C");
    api.as(pass, "GET", sites + "/C", null).expect(200);
    api.as(pass, "GET", sites + "/A", null).expect(403);
    api.as(pass, "PUT", sites + "/B", "{\"name\":\"x\"}").expect(403);
    api.as(pass, "DELETE", sites + "/C", null).expect(403);
    String board =
        api.call("POST", "/conferences/" + conference + "/board-passes", "{}")
            .expect(201)
            .json()
            .get("token")
            .asText();
    Answer seen = api.as(board, "GET", sites, null).expect(200);
    assertThat(seen.json().get("total").asInt()).isEqualTo(3);
    assertThat(seen.body()).doesNotContain("Thụ");
  }

  private Answer put(String code, String body) {
    return api.call("PUT", sites + "/" + code, body);
  }

  private Answer delete(String code) {
    return api.call("DELETE", sites + "/" + code, null);
  }

  private long revision() {
    return api.get("/conferences/" + conference).json().get("revision").asLong();
  }

  private static void assertFault(Answer answer, String pointer, String code) {
    answer.expect(422);
    assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
    assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(code);
  }
}
