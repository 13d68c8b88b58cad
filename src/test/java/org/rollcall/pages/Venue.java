package org.rollcall.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.rollcall.Application;
import org.rollcall.Chromium;
import org.rollcall.Settings;
import org.rollcall.client.Api;
import org.rollcall.client.Json;

/**
 * A server that can go away and come back at the same address, and a browser. Each test makes a
 * conference of its own.
 */
final class Venue implements AutoCloseable {
  private static final String PASSWORD = "Điểm danh 2020";
  static final double PATIENCE_MILLIS = 30_000;
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

  private final Path data;
  private final Chromium chromium;
  private final List<BrowserContext> contexts = new ArrayList<>();
  final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private EmbeddedServer server;
  private int port;

  private Venue(Path data, Chromium chromium) {
    this.data = data;
    this.chromium = chromium;
  }

  static Venue open(Path data, Chromium chromium) {
    Venue venue = new Venue(data, chromium);
    venue.startServer();
    return venue;
  }

  void startServer() {
    server =
        Application.start(
            Settings.from(
                Map.of(
                    "ROLLCALL_PORT", Integer.toString(port),
                    "ROLLCALL_DATA", data.toString(),
                    "ROLLCALL_ADMIN_PASSWORD", PASSWORD)),
            Map.of());
    port = server.getPort();
  }

  void stopServer() {
    Application.stop(server);
  }

  String address() {
    return "http://localhost:" + port;
  }

  Api api() {
    return Api.at(URI.create(address()));
  }

  Api organizer() {
    return api().login("admin", PASSWORD);
  }

  static String password() {
    return PASSWORD;
  }

  /** An open conference with an open roll call. */
  Gathering gather() {
    Gathering gathering = prepare();
    gathering.api.openConference(gathering.id);
    return gathering;
  }

  /** A conference that is not open yet. */
  Gathering prepare() {
    Api api = organizer();
    long id = api.newConference("Hội nghị tổng kết");
    api.importSites(id, SITES);
    api.importDelegates(id, DELEGATES);
    return new Gathering(api, id);
  }

  /** A browser of its own, as a phone or computer is. Whatever its pages complain of is kept. */
  BrowserContext device(Browser.NewContextOptions options) {
    if (options.locale == null) {
      options.setLocale("vi-VN");
    }
    BrowserContext context = chromium.browser().newContext(options);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    contexts.add(context);
    context.onPage(page -> {
      page.onPageError(complaints::add);
      page.onConsoleMessage(message -> {
        // a line that is cut on purpose is complained of by the browser itself
        if (message.type().equals("error")
            && !message
                .text()
                .matches("(?s).*(net::ERR_|WebSocket connection|status of (4|502)).*")) {
          complaints.add(message.text());
        }
      });
    });
    return context;
  }

  BrowserContext phone() {
    return device(
        new Browser.NewContextOptions()
            .setViewportSize(360, 740)
            .setDeviceScaleFactor(2)
            .setHasTouch(true)
            .setIsMobile(true));
  }

  BrowserContext laptop() {
    return device(new Browser.NewContextOptions().setViewportSize(1366, 768));
  }

  /** Ends what one test opened, and tells what its pages complained of. */
  void closeDevices() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    assertThat(all).isEmpty();
  }

  @Override
  public void close() {
    stopServer();
    chromium.close();
  }

  /** One conference with who may do what. */
  record Gathering(Api api, long id) {
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

  /** Opens the check-in page by its link, and waits until it stands with the server. */
  static Page checkIn(BrowserContext device, JsonNode pass) {
    Page page = device.newPage();
    page.navigate(pass.path("url").asText());
    page.getByText("Trực tuyến từ").waitFor();
    return page;
  }
}
