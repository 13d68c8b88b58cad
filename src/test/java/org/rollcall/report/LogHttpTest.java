package org.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.conference.Api;
import org.rollcall.conference.Api.Answer;

class LogHttpTest {
  private static Api api;
  private static long conference;
  private static String path;

  @BeforeAll
  static void start(@TempDir Path folder) {
    api = Api.start(folder);
    conference = api.openConference();
    path = "/conferences/" + conference;
    api.csv(path + "/imports/sites", "code,name,parent_code\nA,a,\nB,b,A\n").expect(200);
    api.csv(
            path + "/imports/delegates",
            "code,full_name,site_code\nD1,Nguyễn Văn Đức,A\nD2,Lý Thị Mai,B\n")
        .expect(200);
    send("A", "\"type\":\"check-in\",\"delegate\":\"D1\"");
    send("B", "\"type\":\"check-in\",\"delegate\":\"D1\",\"offline\":true");
    send("B", "\"type\":\"excuse\",\"delegate\":\"D2\",\"reason\":\"Đi công tác\"");
    send("B", "\"type\":\"site-report\",\"counted\":3");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void theLogIsReadInRevisionOrderFromAnywhere() {
    Answer all = api.get(path + "/attendance").expect(200);
    assertThat(all.json().get("items").findValuesAsText("revision"))
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    assertThat(all.json().get("items").findValuesAsText("type"))
        .containsExactly(
            "conference",
            "roll-call",
            "conference",
            "roll-call",
            "site",
            "roster",
            "check-in",
            "check-in",
            "excuse",
            "site-report");
    assertThat(all.json().get("total").asInt()).isEqualTo(10);
    assertThat(all.json().get("revision").asInt()).isEqualTo(10);
    assertThat(all.json().at("/items/2/to").toString()).isEqualTo("{\"state\":\"OPEN\"}");
    assertThat(all.json().at("/items/6/to").toString())
        .isEqualTo("{\"state\":\"PRESENT\",\"site\":\"A\"}");
    assertThat(all.json().at("/items/6/undoes").isNull()).isTrue();
    assertThat(all.json().at("/items/9/counted").asInt()).isEqualTo(3);
    assertThat(all.json().at("/items/6/fullName").asText()).isEqualTo("Nguyễn Văn Đức");
    assertThat(all.json().at("/items/8/note").asText()).isEqualTo("Đi công tác");
    assertThat(all.json().get("items").findValues("note")).hasSize(1);
    assertThat(all.json().get("items").findValues("fullName")).hasSize(3);
    assertThat(all.json().get("items").findValues("personName")).isEmpty();

    Answer some = api.get(path + "/attendance?after=6&limit=2").expect(200);
    assertThat(some.json().get("items").findValuesAsText("revision")).containsExactly("7", "8");
    Answer ofOne = api.get(path + "/attendance?rollCall=1").expect(200);
    assertThat(ofOne.json().get("items").findValuesAsText("revision"))
        .containsExactly("2", "4", "7", "8", "9", "10");
    assertThat(ofOne.json().get("total").asInt()).isEqualTo(6);
    api.get(path + "/attendance?limit=5001").expect(400);
    Answer known =
        api.call("GET", path + "/attendance", null, "If-None-Match", all.header("ETag"))
            .expect(304);
    assertThat(known.header("Vary")).isEqualTo(all.header("Vary")).contains("Authorization");
  }

  @Test
  void theLogIsReadFromItsEndAndByEveryFilter() {
    Answer newest = api.get(path + "/attendance?before=11&limit=3").expect(200);
    assertThat(revisions(newest)).containsExactly("10", "9", "8");
    assertThat(newest.json().get("total").asInt()).isEqualTo(10);
    assertThat(revisions("?before=8&limit=2")).containsExactly("7", "6");
    assertThat(revisions("?before=" + Long.MAX_VALUE + "&limit=1")).containsExactly("10");
    assertThat(revisions("?before=1")).isEmpty();
    assertThat(revisions("?before=11&site=b&limit=2")).containsExactly("10", "9");
    assertThat(revisions("?delegate=d1")).containsExactly("7", "8");
    assertThat(revisions("?type=excuse")).containsExactly("9");
    assertThat(revisions("?by=pass:99")).isEmpty();
    assertThat(revisions("?review=true&before=11")).containsExactly("8");
    assertThat(revisions("?site=B&type=check-in&after=7")).containsExactly("8");
    assertThat(api.get(path + "/attendance?site=B&limit=1").json().get("total").asInt())
        .isEqualTo(3);
    assertThat(revisions("?site=&type=&by=&limit=1")).containsExactly("1");
    Answer both = api.get(path + "/attendance?before=3&after=1").expect(400);
    assertThat(both.json().at("/errors/0/pointer").asText()).isEqualTo("?before");
    Answer unknown = api.get(path + "/attendance?type=arrival").expect(400);
    assertThat(unknown.json().at("/errors/0/message").asText()).contains("check-in, check-out");
  }

  @Test
  void aSubstituteIsNamedBesideTheOneReplaced() {
    long other = api.openConference();
    String there = "/conferences/" + other;
    api.csv(there + "/imports/sites", "code,name\nA,a\n").expect(200);
    api.csv(there + "/imports/delegates", "code,full_name,site_code\nD1,Lý Mai,A\n").expect(200);
    var substitute =
        "{\"id\":\"%s\",\"type\":\"substitute\",\"delegate\":\"D1\",\"reason\":\"Ốm\","
            + "\"person\":{\"fullName\":\"Hoàng Văn Thụ\"}}";
    api.command(other, "A", substitute.formatted(UUID.randomUUID()));

    Answer last = api.get(there + "/attendance?before=100&limit=1").expect(200);
    assertThat(last.json().at("/items/0/fullName").asText()).isEqualTo("Lý Mai");
    assertThat(last.json().at("/items/0/personName").asText()).isEqualTo("Hoàng Văn Thụ");
    assertThat(last.json().at("/items/0/person/code").asText()).isEqualTo("~7");
    assertThat(last.json().at("/items/0/note").asText()).isEqualTo("Ốm");
    String person = there + "/attendance?delegate=~7";
    assertThat(api.get(person).json().get("total").asInt()).isEqualTo(1);
  }

  private static List<String> revisions(String query) {
    return revisions(api.get(path + "/attendance" + query).expect(200));
  }

  private static List<String> revisions(Answer answer) {
    return answer.json().get("items").findValuesAsText("revision");
  }

  @Test
  void contradictionsAreListedAndSettled() {
    Answer open = api.get(path + "/reviews").expect(200);
    assertThat(open.json().get("total").asInt()).isEqualTo(1);
    assertThat(open.json().at("/items/0/revision").asInt()).isEqualTo(8);
    assertThat(open.json().at("/items/0/review").asBoolean()).isTrue();
    assertThat(open.json().at("/items/0/settlement").isNull()).isTrue();
    assertThat(open.json().at("/items/0/fullName").asText()).isEqualTo("Nguyễn Văn Đức");
    assertThat(open.json().at("/items/0").has("personName")).isFalse();

    api.call("POST", path + "/reviews/7", "{\"note\":\"x\"}").expect(404);
    api.call("POST", path + "/reviews/8", "{}").expect(422);
    api.call("POST", path + "/reviews/8", "{\"note\":\"Ngồi ở A\"}").expect(200);
    api.call("POST", path + "/reviews/8", "{\"note\":\"Ngồi ở B\"}").expect(200);

    Answer settled =
        api.call("GET", path + "/reviews", null, "If-None-Match", open.header("ETag")).expect(200);
    assertThat(settled.json().at("/items/0/settlement/note").asText()).isEqualTo("Ngồi ở B");
    assertThat(settled.json().at("/items/0/settlement/settledBy").asText()).startsWith("user:");
    assertThat(api.get(path + "/reviews?page=1").expect(200).json().get("items")).isEmpty();
  }

  @Test
  void arrivalsAreCountedByTheMinute() {
    Answer all = api.get(path + "/arrivals").expect(200);
    assertThat(all.json().get("items").findValuesAsText("count")).isNotEmpty();
    assertThat(all.json().at("/items/0/minute").asText()).endsWith(":00Z");
    api.get(path + "/arrivals?site=Z").expect(404);
    String pass = api.pass(conference, "B");
    api.as(pass, "GET", path + "/arrivals?site=B", null).expect(200);
    api.as(pass, "GET", path + "/arrivals?site=A", null).expect(403);
    api.as(pass, "GET", path + "/arrivals", null).expect(403);
    api.as(pass, "GET", path + "/attendance", null).expect(403);
    api.as(pass, "GET", path + "/reviews", null).expect(403);
    api.as(pass, "POST", path + "/reviews/8", "{\"note\":\"x\"}").expect(403);
  }

  @Test
  void aViewerReadsTheReportsOfTheOwnConferences() {
    api.call(
            "POST",
            "/users",
            "{\"username\":\"xem\",\"password\":\"mật khẩu"
                + " dài\",\"role\":\"VIEWER\",\"conferences\":["
                + conference
                + "]}")
        .expect(201);
    String viewer = api.login("xem", "mật khẩu dài");
    for (String call :
        new String[] {
          "",
          "/roll-calls",
          "/sites",
          "/sites/A",
          "/delegates",
          "/delegates/D1",
          "/attendance",
          "/reviews",
          "/arrivals"
        }) {
      api.as(viewer, "GET", path + call, null).expect(200);
      api.as(viewer, "GET", "/conferences/" + (conference + 1) + call, null).expect(403);
    }
    api.as(viewer, "POST", path + "/reviews/8", "{\"note\":\"x\"}").expect(403);
  }

  @Test
  void everyCallIsPublished() {
    String spec =
        new String(read("/META-INF/swagger/rollcall.yml"), java.nio.charset.StandardCharsets.UTF_8);
    for (String call :
        new String[] {
          "",
          "/{conference}",
          "/{conference}/roll-calls",
          "/{conference}/roll-calls/{rollCall}/open",
          "/{conference}/roll-calls/{rollCall}/close",
          "/{conference}/roll-calls/{rollCall}/reopen",
          "/{conference}/sites",
          "/{conference}/sites/{code}",
          "/{conference}/imports/sites",
          "/{conference}/imports/delegates",
          "/{conference}/imports/{id}",
          "/{conference}/delegates",
          "/{conference}/delegates/{code}",
          "/{conference}/attendance",
          "/{conference}/arrivals",
          "/{conference}/reviews",
          "/{conference}/reviews/{revision}"
        }) {
      assertThat(spec).contains("  /api/v1/conferences" + call + ":\n");
    }
    assertThat(spec).contains("  /api/v1/qr-codes:\n");
    assertThat(spec).contains("securitySchemes:", "scheme: bearer");
  }

  private static byte[] read(String resource) {
    try (var file = LogHttpTest.class.getResourceAsStream(resource)) {
      return file.readAllBytes();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void send(String site, String fields) {
    var result =
        api.command(conference, site, "{\"id\":\"" + UUID.randomUUID() + "\"," + fields + "}");
    assertThat(result.get("outcome").asText()).isEqualTo("APPLIED");
  }
}
