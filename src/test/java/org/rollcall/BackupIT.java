package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.tools.RunScript;
import org.h2.tools.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.client.Api;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;
import org.rollcall.client.Json;

/**
 * A conference is backed up as docs/operations.md says, goes on, is lost, and is restored into an
 * empty database: it stands as at the backup, clients fetch their lists anew, and who was erased in
 * between is erased again.
 */
class BackupIT {
  private static final String OPTIONS =
      ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";

  private static final Path SCRIPTS = Path.of("k8s/components/backup");
  private static final Path USERS = Path.of("k8s/overlays/small/users.sh");

  @TempDir private Path folder;

  /** How a database is backed up and restored. */
  private interface Engine {
    Map<String, String> database();

    Map<String, String> empty();

    boolean backsUpWhileItRuns();

    void backUp() throws Exception;

    /** The list of erasures, as it is kept beside the backups. */
    String erasures(Api organizer) throws Exception;

    void restore() throws Exception;
  }

  @Test
  void aConferenceComesBackOnH2() throws Exception {
    Path data = folder.resolve("data");
    Path restored = folder.resolve("restored");
    String sql = folder.resolve("backup.sql").toString();
    comesBack(
        new Engine() {
          @Override
          public Map<String, String> database() {
            return Map.of("ROLLCALL_DATA", data.toString());
          }

          @Override
          public Map<String, String> empty() {
            return Map.of("ROLLCALL_DATA", restored.toString());
          }

          @Override
          public boolean backsUpWhileItRuns() {
            return false;
          }

          @Override
          public void backUp() throws Exception {
            new Script().runTool("-url", url(data), "-user", "sa", "-script", sql);
          }

          @Override
          public String erasures(Api organizer) throws Exception {
            return BackupIT.erasures(organizer);
          }

          @Override
          public void restore() throws Exception {
            new RunScript().runTool("-url", url(restored), "-user", "sa", "-script", sql);
          }
        });
  }

  private static String url(Path folder) {
    return "jdbc:h2:file:" + folder.resolve("rollcall") + OPTIONS;
  }

  /** With the scripts and the users that k8s/ deploys. */
  @Test
  @RequiresDocker
  void aConferenceComesBackOnMySql() throws Exception {
    MySqlServer server = MySqlServer.shared();
    MySqlServer.Database database = server.newDatabase();
    MySqlServer.Database lost = server.newDatabase();
    MySqlServer.Database owned = new MySqlServer.Database(lost.url(), "rollcall_owner", "của-chủ");
    install(server);
    comesBack(
        new Engine() {
          @Override
          public Map<String, String> database() {
            return database.environment();
          }

          @Override
          public Map<String, String> empty() {
            return owned.environment();
          }

          @Override
          public boolean backsUpWhileItRuns() {
            return true;
          }

          @Override
          public void backUp() {
            server.run(script("backup.sh", database, "để-dành", ""));
          }

          @Override
          public String erasures(Api organizer) throws Exception {
            server.run(orderedOnly(database, organizer));
            server.run(script("erasures.sh", database, "để-dành", ""));
            server.run(script("erasures.sh", database, "để-dành", ""));
            String kept = server.run("cat /backup/erasures.csv");
            assertThat(kept.lines())
                .containsExactlyInAnyOrderElementsOf(
                    BackupIT.erasures(organizer).lines().skip(1).toList());
            return kept;
          }

          @Override
          public void restore() {
            String file = server.run("cd /backup; ls rollcall-*.gz").strip();
            assertThatThrownBy(() -> server.run(script("restore.sh", owned, "của-chủ", "")))
                .hasMessageContaining(file);
            server.run(script("restore.sh", owned, "của-chủ", file));
          }
        });
  }

  /** Puts the scripts where they are run, and makes the users, for databases of any name. */
  private static void install(MySqlServer server) throws IOException {
    for (String script : List.of("connection.sh", "backup.sh", "erasures.sh", "restore.sh")) {
      put(server, script, Files.readString(SCRIPTS.resolve(script)));
    }
    // of an image in which they are not
    server.run(
        """
        command -v gzip || printf '#!/bin/sh\nshift $(($# > 1)); exec cat "$@"\n' > /usr/bin/gzip
        command -v find || printf '#!/bin/sh\n' > /usr/bin/find
        chmod +x /usr/bin/gzip /usr/bin/find; mkdir -p /backup
        """);
    String users = Files.readString(USERS);
    put(
        server,
        "users.sh",
        users
            .replace("--protocol=socket", "--host=127.0.0.1")
            .replace(" ON rollcall.*", " ON \\`rollcall%\\`.*"));
    server.run(
        "MYSQL_ROOT_PASSWORD=$MYSQL_PWD OWNER_PASSWORD=của-chủ SERVING_PASSWORD=phục-vụ"
            + " BACKUP_PASSWORD=để-dành bash /scripts/users.sh");
  }

  /** An order without its event, which the desk may drop: it belongs in no list. */
  private static String orderedOnly(MySqlServer.Database database, Api organizer) {
    String conference = organizer.get("/conferences").expect(200).findValue("id").asText();
    String order =
        "INSERT INTO erasure (id, conference_id, asked_by, erased_at)"
            + " VALUES (UUID_TO_BIN(UUID()), %s, 'system', UTC_TIMESTAMP(6))".formatted(conference);
    return "mysql --host=127.0.0.1 --user=root --execute=\"" + order + "\" " + database.name();
  }

  private static void put(MySqlServer server, String name, String script) {
    server.run("mkdir -p /scripts; cat > /scripts/" + name + " <<'END'\n" + script + "END\n");
  }

  private static String script(
      String name, MySqlServer.Database database, String password, String file) {
    return "HOST=127.0.0.1 PORT=3306 SSL_MODE=PREFERRED SSL_CA= KEEP_DAYS=14 DATABASE="
        + database.name()
        + " PASSWORD="
        + password
        + " FILE="
        + file
        + " bash /scripts/"
        + name;
  }

  /** What a conference showed at one moment. */
  private record Moment(String figures, long revision, String epoch) {
    static Moment of(Api organizer, long conference) {
      JsonNode board = organizer.headcounts(conference);
      List<String> rows = new ArrayList<>();
      for (JsonNode site : board.path("sites")) {
        rows.add(site.path("code").asText() + site.path("headcount"));
      }
      // who is connected now is no figure of the conference
      ((ObjectNode) board.path("totals")).remove("sitesOnline");
      return new Moment(
          board.path("totals") + rows.toString(),
          board.path("revision").asLong(),
          board.path("epoch").asText());
    }
  }

  private void comesBack(Engine engine) throws Exception {
    Path list = folder.resolve("erasures.csv");
    RunningServer server = RunningServer.start(engine.database(), Map.of());
    Gathering gathering;
    Moment backedUp;
    Moment lost;
    String walkIn;
    try {
      gathering = Gathering.of(server.organizer(), 3, 12);
      long c = gathering.conference();
      try (CheckInClient device = gathering.device(1)) {
        device.ask(Commands.checkIn(gathering.delegateOf(1, 0)));
        device.ask(Commands.excuse(gathering.delegateOf(1, 1), "Đi công tác"));
        walkIn = device.ask(Commands.walkIn("Lương Thị Hòa")).at("/delegate/code").asText();
      }
      erase(server.organizer(), c, gathering.delegates().get(0));
      backedUp = Moment.of(server.organizer(), c);
      if (engine.backsUpWhileItRuns()) {
        engine.backUp();
      } else {
        server.close();
        engine.backUp();
        server = RunningServer.start(engine.database(), Map.of());
      }
      lost = goesOn(server, gathering, walkIn);
      Files.writeString(list, engine.erasures(server.organizer()));
    } finally {
      server.close();
    }

    engine.restore();
    Map<String, String> environment = RunningServer.environment(engine.empty());
    assertThat(RestoredCommand.run(environment, List.of("restored", "--erasures=" + list)))
        .contains("1 conferences have a new epoch")
        .contains("3 erasures made again, 1 were in the backup, 1 are of nobody in it");

    try (RunningServer again = RunningServer.start(engine.empty(), Map.of())) {
      assertRestored(again, gathering, backedUp, lost, walkIn);
    }
    // done again it does no harm
    assertThat(RestoredCommand.run(environment, List.of("restored", "--erasures=" + list)))
        .contains("0 erasures made again, 4 were in the backup, 1 are of nobody in it");
  }

  /** More arrive after the backup, of whom nothing will be left, and some are erased. */
  private static Moment goesOn(RunningServer server, Gathering gathering, String walkIn) {
    Api organizer = server.organizer();
    long c = gathering.conference();
    String later;
    try (CheckInClient device =
        CheckInClient.connect(server.base(), gathering.passes().get(gathering.site(1)))) {
      device.welcome();
      for (int i = 1; i < 4; i++) {
        device.ask(Commands.checkIn(gathering.delegateOf(1, i)));
      }
      later = device.ask(Commands.walkIn("Nông Văn Sao")).at("/delegate/code").asText();
    }
    organizer.importDelegates(c, "code,full_name,site_code\nĐB-9000,Mã Thị Mới,CL-02\n");
    erase(organizer, c, gathering.delegateOf(1, 1));
    erase(organizer, c, walkIn);
    erase(organizer, c, "ĐB-9000");
    erase(organizer, c, later);
    return Moment.of(organizer, c);
  }

  private static void assertRestored(
      RunningServer server, Gathering gathering, Moment backedUp, Moment lost, String walkIn) {
    Api organizer = server.organizer();
    long c = gathering.conference();
    Moment restored = Moment.of(organizer, c);
    assertThat(restored.figures()).isEqualTo(backedUp.figures()).isNotEqualTo(lost.figures());
    // the erasures alone were added to the log
    assertThat(restored.revision()).isEqualTo(backedUp.revision() + 3);
    assertThat(restored.epoch()).isNotEqualTo(backedUp.epoch());
    for (String erased :
        List.of(gathering.delegates().get(0), gathering.delegateOf(1, 1), walkIn)) {
      assertThat(card(organizer, c, erased).path("fullName").asText()).isEqualTo("—");
    }
    assertThat(card(organizer, c, gathering.delegateOf(1, 1)).toString())
        .doesNotContain("Đi công tác");
    assertThat(card(organizer, c, gathering.delegateOf(1, 2)).path("fullName").asText())
        .isNotEqualTo("—");
    String table = "code,full_name,site_code\nĐB-9000,Mã Thị Mới,CL-02\n";
    assertThat(organizer.postCsv("/conferences/" + c + "/imports/delegates", table).status())
        .isEqualTo(422);

    try (CheckInClient device =
        CheckInClient.connect(server.base(), gathering.passes().get(gathering.site(1)))) {
      assertThat(device.welcome().path("epoch").asText()).isEqualTo(restored.epoch());
      device.resume(lost.epoch(), lost.revision());
      device.awaitFrame("reload");
      assertThat(device.ask(Commands.checkIn(gathering.delegateOf(1, 2))).path("outcome").asText())
          .isEqualTo("APPLIED");
    }
  }

  @Test
  void aListThatIsNoneIsRefusedBeforeAnythingIsDone() throws IOException {
    Path list = Files.writeString(folder.resolve("list.csv"), "id,conference\n");
    Map<String, String> environment = Map.of("ROLLCALL_DATA", folder.resolve("data").toString());

    assertThatThrownBy(
            () -> RestoredCommand.run(environment, List.of("restored", "--erasures=" + list)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> RestoredCommand.run(environment, List.of("restored", "--erase")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("--erase");
  }

  private static void erase(Api organizer, long conference, String code) {
    organizer
        .post(
            "/conferences/" + conference + "/delegates/" + Api.encode(code) + "/erase",
            Json.object("reason", "Theo đơn"))
        .expect(200);
  }

  private static JsonNode card(Api organizer, long conference, String code) {
    return organizer
        .get("/conferences/" + conference + "/delegates/" + Api.encode(code))
        .expect(200);
  }

  /** As an operator's timer fetches it. */
  private static String erasures(Api organizer) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = organizer.base().resolve("/api/v1/erasures");
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .header("Authorization", "Bearer " + organizer.token())
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }
}
