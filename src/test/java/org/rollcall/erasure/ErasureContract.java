package org.rollcall.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.attendance.BinaryId;
import org.rollcall.client.CheckInClient;
import org.rollcall.conference.Api;

/** What giving out and erasing personal data promises on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ErasureContract {
  private static final String SITES =
      """
      code,name,parent_code,contact_name,contact_phone
      CL-00,Hội trường,,Lò Thị Xuyến,0912345678
      CL-07,Xã Gia Cát,CL-00,Quàng Văn Ình,0987654321
      """;
  private static final String DELEGATES =
      """
      code,full_name,title,organisation,site_code
      DB-0001,Hoàng Ngọc Quỳnh,Bí thư,Huyện ủy,CL-00
      DB-0147,Vy Văn Đoàn,Trưởng thôn,Chi bộ Bắc Nga,CL-07
      DB-0148,Lương Thị Ước,Đảng viên,Chi bộ Liên Hòa,CL-07
      """;

  Api api;

  abstract Map<String, String> environment();

  Api start() {
    return Api.start(environment(), Map.of("rollcall.erasure.interval", "1s"));
  }

  @BeforeEach
  void open() {
    api = start();
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aPersonIsGivenOutWholeAndThenErasedEverywhere() throws Exception {
    long c = gathered();
    String path = "/conferences/" + c;
    command(c, "\"type\":\"excuse\",\"delegate\":\"DB-0147\",\"reason\":\"Viêm phổi kẽ\"");
    command(c, "\"type\":\"check-in\",\"delegate\":\"DB-0147\"");
    assertThat(command(c, "\"type\":\"check-in\",\"delegate\":\"DB-0147\"").path("reason").asText())
        .isEqualTo("ALREADY_HERE");
    long review =
        command(
                c,
                "\"type\":\"absent\",\"delegate\":\"DB-0147\",\"offline\":true,"
                    + "\"reason\":\"Cấp cứu\"")
            .path("revision")
            .asLong();
    api.call("POST", path + "/reviews/" + review, "{\"note\":\"Đã gọi vợ ông\"}").expect(200);
    put(c, "DB-0147", "Vy Văn Đoàn", "Phó Chủ tịch");
    String walkIn = walkIn(c, "Nông Thị Mỵ");
    api.call("POST", path + "/roll-calls/1/close", null).expect(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> held(c, "DB-0147").path("attempts").size() > 0);

    JsonNode held = held(c, "DB-0147");
    assertThat(held.findValuesAsText("fullName")).containsOnly("Vy Văn Đoàn").hasSize(3);
    assertThat(held.path("versions").findValuesAsText("title"))
        .containsExactly("Trưởng thôn", "Phó Chủ tịch");
    assertThat(held.path("events").findValuesAsText("note"))
        .contains("Viêm phổi kẽ", "Cấp cứu", "Đã gọi vợ ông");
    assertThat(held.path("standings").get(0).path("state").asText()).isEqualTo("PRESENT");
    assertThat(held.path("records")).hasSize(1);
    assertThat(held.path("attempts").findValuesAsText("reason")).contains("ALREADY_HERE");

    String figures = figures(c);
    Instant erased;
    try (var device = CheckInClient.connect(api.base(), api.pass(c, "CL-07"))) {
      device.welcome();
      erased = erase(c, "DB-0147");
      device.awaitFrame("reload");
    }
    erase(c, walkIn);

    assertForgotten(c, erased, figures);
    assertThat(erase(c, "DB-0147")).isEqualTo(erased);
    assertThat(erasuresInTheLog(c)).isEqualTo(2);
    assertThat(
            textsWith("Vy Văn", "Phó Chủ", "Trưởng thôn", "Bắc Nga", "phổi", "Cấp cứu", "gọi vợ"))
        .isEmpty();
    assertThat(textsWith("Nông Thị", "Mỵ")).isEmpty();
    assertThat(textsWith("Lương Thị Ước")).isNotEmpty();

    api.close();
    api = start();
    assertForgotten(c, erased, figures);
  }

  private void assertForgotten(long c, Instant erased, String figures) {
    String path = "/conferences/" + c;
    JsonNode card = api.get(path + "/delegates/DB-0147").expect(200).json();
    assertThat(card.path("fullName").asText()).isEqualTo("—");
    assertThat(card.path("title").isNull()).isTrue();
    assertThat(Instant.parse(card.path("erasedAt").asText())).isEqualTo(erased);
    assertThat(card.path("state").asText()).isEqualTo("PRESENT");
    assertThat(card.path("history").findValuesAsText("note")).doesNotContain("Viêm phổi kẽ");
    for (String word : List.of("Vy+Văn+Đoàn", "bac+nga", "Mỵ")) {
      assertThat(total(path + "/delegates?q=" + word)).as(word).isZero();
      assertThat(total(path + "/delegates?rollCall=1&q=" + word)).as(word).isZero();
    }
    JsonNode record = api.get(path + "/delegates?rollCall=1&q=0147").json().path("items").get(0);
    assertThat(record.path("fullName").asText()).isEqualTo("—");
    assertThat(record.has("erasedAt")).isTrue();
    assertThat(api.get(path + "/delegates/DB-0148").json().has("erasedAt")).isFalse();
    assertThat(figures(c)).isEqualTo(figures);
    JsonNode held = held(c, "DB-0147");
    assertThat(held.findValuesAsText("fullName")).containsOnly("—");
    assertThat(held.path("events").findValuesAsText("note"))
        .contains("Theo đơn")
        .doesNotContain("Cấp cứu");
  }

  @Test
  void aCodeThatWasErasedTakesNoNameAnyMore() throws Exception {
    long c = gathered();
    String path = "/conferences/" + c;
    erase(c, "DB-0147");

    JsonNode refused = api.csv(path + "/imports/delegates", DELEGATES).expect(422).json();
    assertThat(refused.path("errors").findValuesAsText("code")).containsExactly("ERASED");
    assertThat(refused.path("errors").get(0).path("row").asInt()).isEqualTo(3);
    String body = "{\"fullName\":\"Vy Văn Đoàn\",\"homeSite\":\"CL-07\"}";
    api.call("PUT", path + "/delegates/DB-0147", body).expect(409);

    // taken off the list, put back and deleted, it stays erased
    api.call("PATCH", path + "/delegates/DB-0147", "{\"withdrawn\":true}").expect(200);
    JsonNode card =
        api.call("PATCH", path + "/delegates/DB-0147", "{\"withdrawn\":false}").expect(200).json();
    assertThat(card.path("fullName").asText()).isEqualTo("—");
    assertThat(card.has("erasedAt")).isTrue();
    api.call("DELETE", path + "/delegates/DB-0147", null).expect(204);
    api.call("PUT", path + "/delegates/DB-0147", body).expect(409);

    // who was deleted, not erased, is still held, and can be
    api.call("DELETE", path + "/delegates/DB-0148", null).expect(204);
    assertThat(held(c, "DB-0148").findValuesAsText("fullName")).contains("Lương Thị Ước");
    erase(c, "DB-0148");
    assertThat(held(c, "DB-0148").findValuesAsText("fullName")).doesNotContain("Lương Thị Ước");
    api.call("GET", path + "/delegates/DB-9999/export", null).expect(404);
    api.call("POST", path + "/delegates/DB-9999/erase", "{\"reason\":\"Theo đơn\"}").expect(404);
    JsonNode unsaid = api.call("POST", path + "/delegates/DB-0001/erase", "{}").expect(422).json();
    assertThat(unsaid.path("errors").findValuesAsText("pointer")).containsExactly("/reason");
  }

  @Test
  void anErasureThatWasCutOffIsEndedAtTheNextStart() throws Exception {
    long c = gathered();
    onlyLooksWhenTold();
    order(c, "DB-0147", "user:1");
    assertThat(name(c, "DB-0147")).isEqualTo("Vy Văn Đoàn");

    api.close();
    api = start();

    assertThat(name(c, "DB-0147")).isEqualTo("—");
    await().atMost(Duration.ofSeconds(60)).until(() -> api.bean(Erasures.class).undone().isEmpty());
    assertThat(rowsNamed(c, "Vy Văn Đoàn")).isZero();
    assertThat(erasuresInTheLog(c)).isEqualTo(1);
  }

  @Test
  void anOrderForEveryoneIsDroppedWhereTheConferenceWasOpenedAgain() {
    long c = gathered();
    String path = "/conferences/" + c;
    api.call("PATCH", path, "{\"retentionDays\":30,\"state\":\"CLOSED\"}").expect(200);
    onlyLooksWhenTold();
    order(c, null, Retention.BY);
    assertThat(api.get("/erasures").expect(200).body()).doesNotContain("," + c + ",");
    api.call("PATCH", path, "{\"state\":\"OPEN\",\"reason\":\"Họp tiếp\"}").expect(200);

    api.close();
    api = start();

    await().atMost(Duration.ofSeconds(60)).until(() -> api.bean(Erasures.class).undone().isEmpty());
    assertThat(name(c, "DB-0147")).isEqualTo("Vy Văn Đoàn");
    assertThat(register(c).erasedAt()).isNull();

    // what a restore orders is done whatever became of the conference
    order(c, null, Restored.BY);
    api.close();
    api = start();
    assertThat(name(c, "DB-0147")).isEqualTo("—");
    await().atMost(Duration.ofSeconds(60)).until(() -> api.bean(Erasures.class).undone().isEmpty());
  }

  @Test
  void theDaysCountFromTheBeginningWhereTheConferenceWasClosedBefore() {
    long c = api.openConference();
    Instant now = Instant.now();
    String late = now.plus(10, ChronoUnit.DAYS).toString();
    String path = "/conferences/" + c;
    api.call("PATCH", path, "{\"retentionDays\":30,\"startsAt\":\"" + late + "\"}").expect(200);
    api.call("PATCH", path, "{\"state\":\"CLOSED\"}").expect(200);

    assertThat(Retention.isOver(register(c), now.plus(39, ChronoUnit.DAYS))).isFalse();
    assertThat(Retention.isOver(register(c), now.plus(41, ChronoUnit.DAYS))).isTrue();
    // the database is asked too, and must tell UTC
    assertThat(api.bean(PersonalData.class).time())
        .isBetween(now.minusSeconds(60), now.plusSeconds(60));
  }

  @Test
  void aListReadBeforeTheNotesWereEmptiedIsNotTakenForTheOneAfter() {
    long c = gathered();
    String path = "/conferences/" + c + "/attendance";
    onlyLooksWhenTold();
    command(c, "\"type\":\"excuse\",\"delegate\":\"DB-0147\",\"reason\":\"Viêm phổi kẽ\"");
    ErasureOrder order = order(c, "DB-0147", "user:1");
    api.bean(Erasures.class).announce(order);
    Api.Answer between = api.get(path).expect(200);
    assertThat(between.body()).contains("Viêm phổi kẽ");

    api.bean(Erasures.class).finishThose(List.of(order));

    Api.Answer after = api.call("GET", path, null, "If-None-Match", between.header("ETag"));
    assertThat(after.expect(200).body()).doesNotContain("Viêm phổi kẽ");
    api.call("GET", path, null, "If-None-Match", after.header("ETag")).expect(304);
  }

  @Test
  void aClosedConferenceIsErasedWhenItsTimeIsOver() throws Exception {
    long c = gathered();
    String path = "/conferences/" + c;
    command(c, "\"type\":\"excuse\",\"delegate\":\"DB-0147\",\"reason\":\"Viêm phổi kẽ\"");
    command(c, "\"type\":\"check-in\",\"delegate\":\"DB-0148\"");
    String absent = "\"type\":\"absent\",\"delegate\":\"DB-0148\",\"offline\":true,";
    long review = command(c, absent + "\"reason\":\"Cấp cứu\"").path("revision").asLong();
    api.call("PATCH", path, "{\"retentionDays\":36501}").expect(422);
    JsonNode kept = api.call("PATCH", path, "{\"retentionDays\":30}").expect(200).json();
    assertThat(kept.path("retentionDays").asInt()).isEqualTo(30);
    api.call("PATCH", path, "{\"state\":\"CLOSED\"}").expect(200);
    String figures = figures(c);
    Instant closed = Instant.now();
    assertThat(Retention.isOver(register(c), closed.plus(29, ChronoUnit.DAYS))).isFalse();
    assertThat(Retention.isOver(register(c), closed.plus(31, ChronoUnit.DAYS))).isTrue();

    api.close();
    closedAt(c, closed.minus(31, ChronoUnit.DAYS));
    api = start();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !api.get(path).json().path("erasedAt").isNull());
    await().atMost(Duration.ofSeconds(60)).until(() -> api.bean(Erasures.class).undone().isEmpty());
    assertThat(name(c, "DB-0147")).isEqualTo("—");
    assertThat(figures(c)).isEqualTo(figures);
    assertThat(rowsNamed(c, "Vy Văn Đoàn")).isZero();
    JsonNode site = api.get(path + "/sites/CL-07").json();
    assertThat(site.path("name").asText()).isEqualTo("Xã Gia Cát");
    assertThat(site.path("contactName").isNull()).isTrue();
    assertThat(api.get(path + "/attendance").body()).doesNotContain("Viêm phổi kẽ");
    long revision = api.get(path).json().path("revision").asLong();

    // it is looked for every second here, and nothing more is found
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get(path).json().path("revision").asLong() == revision);
    assertThat(api.call("GET", "/erasures", null).expect(200).body()).contains("," + c + ",");
    assertWhatIsWrittenLaterGoesToo(c, review);
    assertThat(api.get(path).json().path("revision").asLong()).isEqualTo(revision);
  }

  private void assertWhatIsWrittenLaterGoesToo(long c, long review) {
    String path = "/conferences/" + c;
    Retention retention = onlyLooksWhenTold();
    String note = "{\"note\":\"Đã gọi vợ ông\"}";
    api.call("POST", path + "/reviews/" + review, note).expect(200);
    String label = "{\"label\":\"Máy của ông Ình\"}";
    api.call("POST", path + "/sites/CL-07/passes", label).expect(201);
    Api.Answer before = api.get(path + "/reviews").expect(200);
    assertThat(before.body()).contains("gọi vợ");

    retention.lookNow();

    assertThat(textsWith("gọi vợ", "ông Ình")).isEmpty();
    String tag = before.header("ETag");
    Api.Answer after = api.call("GET", path + "/reviews", null, "If-None-Match", tag).expect(200);
    assertThat(after.body()).doesNotContain("gọi vợ");
  }

  @Test
  void aListOfErasuresIsReadAsItWasWritten() {
    long c = gathered();
    String walkIn = walkIn(c, "Nông Thị Mỵ");
    erase(c, "DB-0147");
    erase(c, walkIn);

    List<String> lines = api.get("/erasures").expect(200).body().lines().toList();

    assertThat(lines.getFirst()).isEqualTo(ErasureList.HEADER);
    assertThat(lines).noneMatch(line -> line.contains("Mỵ"));
    List<ErasureList.Line> all = api.bean(ErasureList.class).all();
    assertThat(lines.stream().skip(1).map(ErasureList.Line::of)).isEqualTo(all);
    assertThat(all.getLast().code()).isEqualTo(walkIn);
    assertThat(all.getLast().person()).isNotNull();
  }

  // ---- what tests do most

  long gathered() {
    long c = api.openConference();
    api.csv("/conferences/" + c + "/imports/sites", SITES).expect(200);
    api.csv("/conferences/" + c + "/imports/delegates", DELEGATES).expect(200);
    return c;
  }

  private JsonNode command(long c, String fields) {
    String id = "{\"id\":\"" + UUID.randomUUID() + "\",";
    return api.command(c, "CL-07", id + fields + "}");
  }

  private String walkIn(long c, String name) {
    JsonNode made =
        command(
            c,
            "\"type\":\"walk-in\",\"person\":{\"fullName\":\"%s\",\"title\":\"Khách\"}"
                .formatted(name));
    return made.path("delegate").path("code").asText();
  }

  private void put(long c, String code, String name, String title) {
    String body =
        "{\"fullName\":\"%s\",\"title\":\"%s\",\"organisation\":\"Chi bộ Bắc Nga\","
                .formatted(name, title)
            + "\"homeSite\":\"CL-07\"}";
    api.call("PUT", "/conferences/" + c + "/delegates/" + code, body).expect(200);
  }

  /** Keeps this server from looking by itself for what is to be done. */
  Retention onlyLooksWhenTold() {
    Retention retention = api.bean(Retention.class);
    retention.free.acquireUninterruptibly();
    return retention;
  }

  /** An order that nobody is at work on, written long ago. */
  ErasureOrder order(long c, @Nullable String code, String by) {
    return api.bean(ErasureOrderRepository.class)
        .save(
            new ErasureOrder(
                BinaryId.bytes(UUID.randomUUID()),
                c,
                code,
                null,
                "Theo đơn",
                by,
                Instant.now().minus(5, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MICROS),
                null));
  }

  Instant erase(long c, String code) {
    String path = "/conferences/" + c + "/delegates/" + code + "/erase";
    JsonNode answer = api.call("POST", path, "{\"reason\":\"Theo đơn\"}").expect(200).json();
    return Instant.parse(answer.path("erasedAt").asText());
  }

  private JsonNode held(long c, String code) {
    return api.get("/conferences/" + c + "/delegates/" + code + "/export").expect(200).json();
  }

  String name(long c, String code) {
    return api.get("/conferences/" + c + "/delegates/" + code).json().path("fullName").asText();
  }

  private int total(String path) {
    return api.get(path).expect(200).json().path("total").asInt();
  }

  private String figures(long c) {
    JsonNode board = api.get("/conferences/" + c + "/headcounts?depth=8").expect(200).json();
    // a device that just connected is no figure of the conference
    ((com.fasterxml.jackson.databind.node.ObjectNode) board.path("totals")).remove("sitesOnline");
    return board.path("totals") + " " + board.path("sites").findValues("headcount");
  }

  long erasuresInTheLog(long c) {
    long found = 0;
    for (JsonNode event :
        api.get("/conferences/" + c + "/attendance?type=roster&limit=1000").json().path("items")) {
      found += event.path("note").asText().equals("Theo đơn") ? 1 : 0;
    }
    return found;
  }

  private org.rollcall.attendance.Register register(long c) {
    return api.bean(org.rollcall.attendance.Desks.class).of(c).register();
  }

  private void closedAt(long c, Instant at) throws SQLException {
    Api again = Api.start(environment(), Map.of("rollcall.erasure.interval", "1h"));
    try {
      again
          .bean(PersonalData.class)
          .with(connection -> {
            try (PreparedStatement update =
                connection.prepareStatement(
                    "UPDATE attendance_event SET recorded_at = ? WHERE conference_id = ?"
                        + " AND type = 'conference' AND to_state = 'CLOSED'")) {
              update.setTimestamp(1, Timestamp.from(at));
              update.setLong(2, c);
              return update.executeUpdate();
            }
          });
    } finally {
      again.close();
    }
  }

  private int rowsNamed(long c, String name) {
    return api.bean(PersonalData.class)
        .with(connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT COUNT(*) FROM delegate_version WHERE conference_id = ? AND"
                      + " full_name = ?")) {
            select.setLong(1, c);
            select.setString(2, name);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return row.getInt(1);
            }
          }
        });
  }

  /** Every column of every table in which one of the words stands. */
  private Set<String> textsWith(String... words) {
    return api.bean(PersonalData.class)
        .with(connection -> {
          Set<String> found = new TreeSet<>();
          for (String column : textColumns(connection)) {
            String[] parts = column.split("\\.");
            for (String word : words) {
              try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT COUNT(*) FROM " + parts[0] + " WHERE " + parts[1] + " LIKE ?")) {
                select.setString(1, "%" + word + "%");
                try (ResultSet row = select.executeQuery()) {
                  row.next();
                  if (row.getInt(1) > 0) {
                    found.add(column);
                  }
                }
              }
            }
          }
          return found;
        });
  }

  private static List<String> textColumns(Connection connection) throws SQLException {
    DatabaseMetaData tables = connection.getMetaData();
    boolean h2 = tables.getDatabaseProductName().equals("H2");
    List<String> columns = new ArrayList<>();
    try (ResultSet row =
        tables.getColumns(connection.getCatalog(), h2 ? "public" : null, "%", "%")) {
      while (row.next()) {
        if (Set.of(Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB, Types.CHAR)
            .contains(row.getInt("DATA_TYPE"))) {
          columns.add(row.getString("TABLE_NAME") + "." + row.getString("COLUMN_NAME"));
        }
      }
    }
    assertThat(columns).contains("delegate_version.full_name", "attendance_note.note");
    return columns;
  }
}
