package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.conference.Api;
import org.rollcall.conference.Api.Answer;

class RosterHttpTest {
  private static Api api;

  private long conference;
  private String path;
  private String delegates;

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
    path = "/conferences/" + conference;
    delegates = path + "/delegates";
  }

  @Test
  void theSampleIsImportedOnceAndASecondTimeChangesNothing() throws IOException {
    assertCounts(api.csv(path + "/imports/sites?dryRun=true", sample("sites")), 24, 0, 0);
    assertThat(revision()).isEqualTo(4);
    assertCounts(api.csv(path + "/imports/sites", sample("sites")), 24, 0, 0);
    assertCounts(api.csv(path + "/imports/delegates", sample("delegates")), 495, 0, 0);
    assertThat(revision()).isEqualTo(6);

    assertCounts(api.csv(path + "/imports/sites", sample("sites")), 0, 0, 24);
    assertCounts(api.csv(path + "/imports/delegates", sample("delegates")), 0, 0, 495);
    assertThat(revision()).isEqualTo(6);
    assertThat(list("").json().get("total").asInt()).isEqualTo(495);
    assertThat(list("?size=2&page=3").json().get("items").findValuesAsText("code"))
        .containsExactly("DB-0007", "DB-0008");
    assertThat(api.get(path + "/sites").json().get("total").asInt()).isEqualTo(24);
    JsonEvent last = event(6);
    assertThat(last.type()).isEqualTo("roster");
    assertThat(last.delegate()).isNull();
  }

  @Test
  void withOneBadRowNothingIsImportedAndEveryBadRowIsNamed() {
    sites();
    Answer refused =
        api.csv(
                path + "/imports/delegates",
                "mã;họ tên;điểm cầu\nA;Lý Mai;CL-01\nB;;CL-01\nC;Hoàng Sơn;CL-99\n")
            .expect(422);

    assertThat(refused.json().get("errors").findValuesAsText("row")).containsExactly("3", "4");
    assertThat(refused.json().get("errors").findValuesAsText("column"))
        .containsExactly("full_name", "site_code");
    assertThat(refused.json().get("errors").findValuesAsText("code"))
        .containsExactly("REQUIRED", "NO_SUCH_SITE");
    assertThat(refused.json().at("/errors/1/message").asText())
        .isEqualTo("Không có điểm cầu CL-99.");
    assertThat(refused.json().get("detail").asText()).contains("2 lỗi");
    assertThat(list("").json().get("total").asInt()).isZero();
    api.csv(path + "/imports/delegates?dryRun=true", "code\nA\n").expect(422);
  }

  @Test
  void theErrorsOfATableAreInItsOrderAndAllAreCounted() {
    sites();
    var table = new StringBuilder("code,full_name,site_code\n");
    for (int row = 2; row <= 300; row++) {
      // found by two passes: what a row says by itself, and what the register says of it
      table.append("D").append(row).append(row % 2 == 0 ? ",,CL-01\n" : ",Lý Mai,CL-99\n");
    }

    Answer refused = api.csv(path + "/imports/delegates", table.toString()).expect(422);

    assertThat(refused.json().get("errorCount").asInt()).isEqualTo(299);
    var rows =
        refused.json().get("errors").findValues("row").stream().map(row -> row.asInt()).toList();
    assertThat(rows).hasSize(100).isSorted();
  }

  @Test
  void anAbsentColumnLeavesTheValueAndAnEmptyCellEmptiesIt() {
    sites();
    api.csv(
            path + "/imports/delegates",
            "code,full_name,title,organisation,site_code\nA,Lý Mai,Bí thư,Xã Gia Cát,CL-01\n")
        .expect(200);
    assertCounts(
        api.csv(
            path + "/imports/delegates",
            "code,full_name,organisation,site_code\na,Lý Mai,,CL-02\n"),
        0,
        1,
        0);

    Answer card = api.get(delegates + "/A").expect(200);
    assertThat(card.json().get("title").asText()).isEqualTo("Bí thư");
    assertThat(card.json().get("organisation").isNull()).isTrue();
    assertThat(card.json().get("homeSite").asText()).isEqualTo("CL-02");
    assertCounts(
        api.csv(path + "/imports/sites", "code,parent_code,name\nCL-01,,Thị trấn\n"), 0, 1, 0);
    assertThat(api.get(path + "/sites/CL-01").json().get("parent").isNull()).isTrue();
  }

  @Test
  void parentsMayComeLaterAndCyclesAreNamed() {
    assertCounts(
        api.csv(
            path + "/imports/sites",
            "Mã điểm cầu,Tên điểm cầu,Điểm cầu cấp trên,Loại,Số ghế\n"
                + "B,Xã Gia Cát,A,,40\nA,Hội trường,,điểm cầu chính,\n"),
        2,
        0,
        0);
    Answer refused =
        api.csv(path + "/imports/sites", "code,name,parent_code,kind\nA,a,B,BRANCH\nC,c,X,\n")
            .expect(422);
    assertThat(refused.json().get("errors").findValuesAsText("code"))
        .containsExactlyInAnyOrder("CYCLE", "NO_SUCH_PARENT");
    assertThat(api.get(path + "/sites/A").json().get("kind").asText()).isEqualTo("MAIN");
    assertThat(api.get(path + "/sites/B").json().get("seats").asInt()).isEqualTo(40);
  }

  @Test
  void aWorkbookIsImportedLikeATable() {
    sites();
    byte[] workbook =
        Workbooks.of(
            new String[] {"Danh sách"},
            new String[] {"Điểm cầu", "Mã", "Họ và tên"},
            new String[] {"CL-01", "0012", "Lý Mai"},
            new String[] {});
    Answer titled = workbook(path + "/imports/delegates", workbook).expect(422);
    assertThat(titled.json().at("/errors/0/row").asInt()).isEqualTo(1);

    byte[] plain =
        Workbooks.of(
            new String[] {"Điểm cầu", "Mã", "Họ và tên"},
            new String[] {"CL-01", "0012", "Lý Mai"},
            new String[] {},
            new String[] {"CL-02", "0013", "Hoàng Văn Thụ"});
    assertCounts(workbook(path + "/imports/delegates?dryRun=true", plain), 2, 0, 0);
    assertCounts(workbook(path + "/imports/delegates", plain), 2, 0, 0);
    assertCounts(api.csv(path + "/imports/delegates", plain), 0, 0, 2);
    assertThat(api.get(delegates + "/0012").expect(200).json().get("homeSite").asText())
        .isEqualTo("CL-01");
    byte[] wrong =
        Workbooks.of(
            new String[] {"code", "full_name", "site_code"},
            new String[] {"A", "Lý Mai", "CL-01"},
            new String[] {},
            new String[] {"B", "", "CL-99"});
    Answer refused = workbook(path + "/imports/delegates", wrong).expect(422);
    assertThat(refused.json().get("errors").findValuesAsText("row")).containsExactly("4");
    assertThat(refused.json().get("errors").findValuesAsText("column"))
        .containsExactly("full_name");
    byte[] seats =
        Workbooks.with(sheet -> {
          sheet.value(0, 0, "code");
          sheet.value(0, 1, "name");
          sheet.value(0, 2, "seats");
          sheet.value(1, 0, 7);
          sheet.value(1, 1, "Xã Gia Cát");
          sheet.value(1, 2, 40.0);
        });
    assertCounts(workbook(path + "/imports/sites", seats), 1, 0, 0);
    assertThat(api.get(path + "/sites/7").json().get("seats").asInt()).isEqualTo(40);
  }

  @Test
  void whatIsNeitherWorkbookNorTableIsSaidToBe() {
    String imports = path + "/imports/delegates";
    Answer broken = api.csv(imports, new byte[] {'P', 'K', 3, 4, 0, 0}).expect(422);
    assertThat(broken.json().at("/errors/0/code").asText()).isEqualTo("BROKEN_WORKBOOK");
    assertThat(broken.json().at("/errors/0/row").asInt()).isEqualTo(1);
    byte[] old = {
      (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1, 0
    };
    for (String type : List.of("text/csv", "application/vnd.ms-excel", XLSX)) {
      Answer refused = send(imports, old, type).expect(415);
      assertThat(refused.json().get("detail").asText()).contains(".xls");
    }
    assertThat(send(imports, "{}".getBytes(StandardCharsets.UTF_8), XLSX).expect(415).body())
        .contains("no-workbook");
    Answer refused = api.call("POST", imports, "{}").expect(415);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    api.csv(imports, new byte[0]).expect(400);
  }

  @Test
  void aDryRunTellsWhatWouldChange() {
    sites();
    api.csv(
            path + "/imports/delegates",
            "code,full_name,title,site_code\nA,Lý Mai,Bí thư,CL-01\nB,Hà Ngọc,,CL-01\n")
        .expect(200);
    String table = "code,full_name,site_code\nB,Hà Ngọc,CL-01\n\nc,Vi Sơn,CL-02\nA,Lý Mai,CL-02\n";

    Answer tried = api.csv(path + "/imports/delegates?dryRun=true", table).expect(200);

    assertCounts(tried, 1, 1, 1);
    assertThat(tried.json().get("changes").toString())
        .isEqualTo(
            "[{\"row\":4,\"code\":\"C\",\"change\":\"CREATED\",\"before\":null,"
                + "\"after\":{\"fullName\":\"Vi Sơn\",\"title\":null,\"organisation\":null,"
                + "\"homeSite\":\"CL-02\"}},"
                + "{\"row\":5,\"code\":\"A\",\"change\":\"UPDATED\","
                + "\"before\":{\"fullName\":\"Lý Mai\",\"title\":\"Bí thư\",\"organisation\":null,"
                + "\"homeSite\":\"CL-01\"},"
                + "\"after\":{\"fullName\":\"Lý Mai\",\"title\":\"Bí thư\",\"organisation\":null,"
                + "\"homeSite\":\"CL-02\"}}]");
    Answer ofSites =
        api.csv(path + "/imports/sites?dryRun=true", "code,name,seats\nCL-01,Thị trấn,40\n");
    assertThat(ofSites.json().at("/changes/0/after").toString())
        .isEqualTo(
            "{\"name\":\"Thị trấn\",\"kind\":\"BRANCH\",\"parent\":\"CL-00\",\"address\":null,"
                + "\"seats\":40,\"contactName\":null,\"contactPhone\":null}");
    assertThat(ofSites.json().at("/changes/0/before/seats").isNull()).isTrue();
    Answer done = api.csv(path + "/imports/delegates", table).expect(200);
    assertThat(done.json().has("changes")).isFalse();
    StringBuilder many = new StringBuilder("code,full_name,site_code\n");
    for (int i = 0; i < 1500; i++) {
      many.append("M").append(i).append(",a,CL-01\n");
    }
    Answer listed = api.csv(path + "/imports/delegates?dryRun=true", many.toString());
    assertCounts(listed, 1500, 0, 0);
    assertThat(listed.json().get("changes")).hasSize(1000);
  }

  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private static Answer workbook(String path, byte[] workbook) {
    return send(path, workbook, XLSX);
  }

  private static Answer send(String path, byte[] body, String type) {
    return api.upload(path, body, type);
  }

  @Test
  void peopleAreFoundByEveryFilter() {
    sites();
    put("DB-0147", "Nguyễn Văn Đức", "CL-01").expect(201);
    put("DB-0148", "Đức Thị Nguyên", "CL-01").expect(201);
    put("DB-0149", "Hoàng Văn Thụ", "CL-02").expect(201);
    checkIn("CL-02", "DB-0147", true);
    String walkIn = walkIn("CL-01", "Lương Thị Khách");

    assertThat(found("?q=nguyen+duc")).containsExactly("DB-0147", "DB-0148");
    assertThat(found("?q=" + encode("Đức nguyễn văn"))).containsExactly("DB-0147");
    assertThat(found("?q=DUC+NG&state=PRESENT")).containsExactly("DB-0147");
    assertThat(found("?q=DB-0149")).containsExactly("DB-0149");
    assertThat(found("?site=cl-02")).containsExactly("DB-0147", "DB-0149");
    assertThat(found("?site=CL-01")).containsExactly("DB-0147", "DB-0148", walkIn);
    assertThat(found("?site=CL-01&state=AWAITED")).containsExactly("DB-0148");
    assertThat(found("?homeSite=cl-01")).containsExactly("DB-0147", "DB-0148");
    assertThat(found("?homeSite=CL-01&site=CL-02")).containsExactly("DB-0147");
    list("?homeSite=CL-99").expect(404);
    api.call("PATCH", delegates + "/DB-0148", "{\"withdrawn\":true}").expect(200);
    assertThat(found("?homeSite=CL-01")).containsExactly("DB-0147");
    api.call("PATCH", delegates + "/DB-0148", "{\"withdrawn\":false}").expect(200);
    assertThat(found("?kind=WALK_IN")).containsExactly(walkIn);
    list("?state=ASLEEP").expect(400);
    list("?rollCall=9").expect(404);
    list("?site=CL-99").expect(404);
    Answer card = api.get(delegates + "/db-0147").expect(200);
    assertThat(card.json().get("state").asText()).isEqualTo("PRESENT");
    assertThat(card.json().get("site").asText()).isEqualTo("CL-02");
    assertThat(card.json().get("history").findValuesAsText("type"))
        .containsExactly("roster", "check-in");
    assertThat(card.json().at("/history/1/to/site").asText()).isEqualTo("CL-02");
    assertThat(card.json().get("withdrawn").asBoolean()).isFalse();
  }

  @Test
  void aClosedRollCallShowsItsRecord() {
    sites();
    put("A", "Nguyễn Văn Đức", "CL-01").expect(201);
    checkIn("CL-01", "A", false);
    walkIn("CL-02", "Lương Thị Khách");
    api.call("POST", path + "/roll-calls/1/close", null).expect(200);
    put("A", "Nguyễn Văn Đức Anh", "CL-02").expect(200);
    put("B", "Hoàng Văn Thụ", "CL-02").expect(201);

    assertThat(found("?rollCall=1&site=CL-01&q=duc")).containsExactly("A");
    assertThat(list("?rollCall=1&q=duc").json().at("/items/0/fullName").asText())
        .isEqualTo("Nguyễn Văn Đức");
    assertThat(list("?rollCall=1&site=CL-02").json().get("total").asInt()).isEqualTo(1);
    assertThat(list("?rollCall=1&state=PRESENT").json().get("total").asInt()).isEqualTo(2);
    assertThat(found("?site=CL-02&kind=ROSTER")).containsExactly("A", "B");
  }

  @Test
  void aDelegateWithEventsIsWithdrawnAndNotDeleted() {
    sites();
    put("A", "Nguyễn Văn Đức", "CL-01").expect(201);
    put("A", "Nguyễn Văn Đức", "CL-01").expect(200);
    put("B", "Hoàng Văn Thụ", "CL-99").expect(422);
    put("~7", "Hoàng Văn Thụ", "CL-01").expect(422);
    put("B", "", "CL-01").expect(422);
    checkIn("CL-01", "A", false);
    String walkIn = walkIn("CL-01", "Lương Thị Khách");

    api.call("DELETE", delegates + "/A", null).expect(409);
    api.call("PATCH", delegates + "/A", "{}").expect(422);
    api.call("PATCH", delegates + "/A", "{\"withdrawn\":true}").expect(200);
    assertThat(api.get(delegates + "/A").json().get("withdrawn").asBoolean()).isTrue();
    put("A", "Nguyễn Văn Đức Anh", "CL-01").expect(200);
    assertThat(api.get(delegates + "/A").json().get("withdrawn").asBoolean()).isTrue();
    api.call("PATCH", delegates + "/A", "{\"withdrawn\":false}").expect(200);
    api.call("PATCH", delegates + "/" + walkIn, "{\"withdrawn\":true}").expect(409);
    api.call("DELETE", delegates + "/" + walkIn, null).expect(409);
    api.call("DELETE", delegates + "/Z", null).expect(404);
    api.get(delegates + "/Z").expect(404);
  }

  @Test
  void aCoordinatorSeesTheNamesOfTheOwnSiteAlone() {
    sites();
    put("A", "Nguyễn Văn Đức", "CL-01").expect(201);
    put("B", "Hoàng Văn Thụ", "CL-02").expect(201);
    String pass = api.pass(conference, "CL-01");

    assertThat(api.as(pass, "GET", delegates + "?site=CL-01", null).expect(200).json().get("total"))
        .hasToString("1");
    api.as(pass, "GET", delegates + "?site=CL-02", null).expect(403);
    api.as(pass, "GET", delegates, null).expect(403);
    api.as(pass, "GET", delegates + "/A", null).expect(200);
    api.as(pass, "GET", delegates + "/B", null).expect(403);
    api.as(pass, "PUT", delegates + "/A", "{}").expect(403);
    api.as(pass, "PATCH", delegates + "/A", "{}").expect(403);
    api.as(pass, "DELETE", delegates + "/A", null).expect(403);
    assertThat(
            api.send(
                    pass,
                    "POST",
                    "/api/v1" + path + "/imports/sites",
                    new byte[] {'A'},
                    "Content-Type",
                    "text/csv")
                .status())
        .isEqualTo(403);
    String board =
        api.call("POST", path + "/board-passes", "{}").expect(201).json().get("token").asText();
    api.as(board, "GET", delegates + "?site=CL-01", null).expect(403);
    api.as(board, "GET", delegates + "/A", null).expect(403);
  }

  private record JsonEvent(String type, String delegate) {}

  private JsonEvent event(long revision) {
    var event =
        api.get(path + "/attendance?after=" + (revision - 1) + "&limit=1").json().at("/items/0");
    return new JsonEvent(
        event.get("type").asText(), event.has("delegate") ? event.get("delegate").asText() : null);
  }

  private void sites() {
    api.csv(
            path + "/imports/sites",
            "code,parent_code,name,kind\nCL-00,,Hội trường,MAIN\n"
                + "CL-01,CL-00,Thị trấn,BRANCH\nCL-02,CL-00,Xã Gia Cát,BRANCH\n")
        .expect(200);
  }

  private Answer put(String code, String name, String site) {
    return api.call(
        "PUT",
        delegates + "/" + code,
        "{\"fullName\":\"" + name + "\",\"homeSite\":\"" + site + "\"}");
  }

  private void checkIn(String site, String delegate, boolean force) {
    var result =
        api.command(
            conference,
            site,
            "{\"type\":\"check-in\",\"id\":\"%s\",\"delegate\":\"%s\",\"force\":%s}"
                .formatted(UUID.randomUUID(), delegate, force));
    assertThat(result.get("outcome").asText()).isEqualTo("APPLIED");
  }

  private String walkIn(String site, String name) {
    return api.command(
            conference,
            site,
            "{\"type\":\"walk-in\",\"id\":\"%s\",\"person\":{\"fullName\":\"%s\"}}"
                .formatted(UUID.randomUUID(), name))
        .at("/delegate/code")
        .asText();
  }

  private Answer list(String query) {
    return api.get(delegates + query);
  }

  private List<String> found(String query) {
    return list(query).expect(200).json().get("items").findValuesAsText("code");
  }

  private long revision() {
    return api.get(path).json().get("revision").asLong();
  }

  private static void assertCounts(Answer answer, int created, int updated, int unchanged) {
    answer.expect(200);
    assertThat(answer.json().get("created").asInt()).as("created").isEqualTo(created);
    assertThat(answer.json().get("updated").asInt()).as("updated").isEqualTo(updated);
    assertThat(answer.json().get("unchanged").asInt()).as("unchanged").isEqualTo(unchanged);
    assertThat(answer.json().get("errors")).isEmpty();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static byte[] sample(String name) throws IOException {
    try (var csv =
        RosterHttpTest.class.getResourceAsStream("/demo/cao-loc-2020/" + name + ".csv")) {
      return Objects.requireNonNull(csv).readAllBytes();
    }
  }
}
