package org.rollcall.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.rollcall.client.Api;
import org.rollcall.client.Json;

/** One conference of a few sites, as its organizer sees it. */
record Gathering(Api api, long id) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Two sites below a main site; on the second one two people have the same name. */
  private static final String SITES =
      """
      code,name,parent_code,contact_name,contact_phone
      CL-00,Hội trường Huyện ủy,,Lý Thị Mai,0205 386 1234
      CL-07,Xã Gia Cát,CL-00,,
      CL-14,Xã Phú Xá,CL-00,,
      """;

  private static final String DELEGATES =
      """
      code,full_name,title,organisation,site_code
      DB-01,Đặng Thị Ước,Bí thư,Đảng ủy xã,CL-07
      DB-02,Mã Minh Thắng,Phó Bí thư,Đảng ủy xã,CL-07
      DB-03,Lê Quang Đạt,Đảng viên,Chi bộ Trường THCS,CL-07
      DB-04,Lê Quang Đạt,Hiệu trưởng,Chi bộ Trường THCS,CL-07
      DB-05,Hứa Xuân Toàn,Đảng viên,Chi bộ Trường THCS,CL-07
      DB-06,Nông Đức Nam,Đảng viên,Chi bộ Trạm Y tế,CL-07
      DB-07,Lộc Thúy Hạnh,Đảng viên,Chi bộ Trạm Y tế,CL-07
      DB-08,Bế Thúy Oanh,Đảng viên,Chi bộ Trạm Y tế,CL-07
      DB-09,Hứa Quang Sơn,Đảng viên,Chi bộ Bản Pioòng,CL-07
      DB-10,Vy Văn Trường,Đảng viên,Chi bộ Bản Pioòng,CL-07
      DB-11,Chu Thị Hạnh,Đảng viên,Chi bộ Bản Pioòng,CL-07
      DB-12,Hà Đức Long,Đảng viên,Chi bộ Bản Pioòng,CL-07
      DB-21,Hoàng Thị Ngân,Bí thư,Đảng ủy xã,CL-14
      DB-22,Vi Quang Sơn,Đảng viên,Chi bộ Phú Xá,CL-14
      """;

  /** An open conference with an open roll call. */
  static Gathering open(PageServer server) {
    Gathering gathering = prepared(server);
    gathering.api.openConference(gathering.id);
    return gathering;
  }

  /** A conference that is not open yet. */
  static Gathering prepared(PageServer server) {
    Api api = server.organizer();
    long id = api.newConference("Hội nghị tổng kết");
    api.importSites(id, SITES);
    api.importDelegates(id, DELEGATES);
    return new Gathering(api, id);
  }

  /** A new pass of a site: its id, and the link shown this once. */
  JsonNode pass(String site) {
    return make("/sites/" + site + "/passes");
  }

  /** A new pass of a board. */
  JsonNode boardPass() {
    return make("/board-passes");
  }

  private JsonNode make(String path) {
    return api.post("/conferences/" + id + path, Json.object("label", "Máy 1")).expect(201);
  }

  int present(String site) {
    return api.get("/conferences/" + id + "/headcounts?site=" + site + "&depth=0")
        .expect(200)
        .at("/sites/0/headcount/present")
        .asInt();
  }

  /** Has a site's command recorded, as the organizer. */
  void send(String site, ObjectNode command) {
    ArrayNode commands = command.arrayNode().add(command);
    JsonNode result = api.commands(id, site, commands).expect(200).get(0);
    assertThat(result.path("outcome").asText()).isEqualTo("APPLIED");
  }

  void revoke(String site, JsonNode pass) {
    api.delete("/conferences/" + id + "/sites/" + site + "/passes/" + pass.path("id").asLong());
  }

  /** The events of commands, in the order of the log. */
  List<JsonNode> commands() {
    return api.log(id, 0).stream()
        .filter(event ->
            !List.of("conference", "roll-call", "site", "roster")
                .contains(event.path("type").asText()))
        .toList();
  }

  List<String> delegates() {
    return commands().stream().map(event -> event.path("delegate").asText()).toList();
  }

  /** Waits for the log to hold just these commands, in order: a page may show them before. */
  void awaitDelegates(String... codes) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(delegates()).containsExactly(codes));
  }

  /** The same in any order. */
  void awaitAmong(String... codes) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(delegates()).containsExactlyInAnyOrder(codes));
  }

  void awaitCommands(int count) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(commands()).hasSize(count));
  }

  void awaitPresent(String site, int count) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(present(site)).isEqualTo(count));
  }
}
