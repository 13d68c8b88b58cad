package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.attendance.BinaryId;
import org.rollcall.conference.Api;
import org.rollcall.conference.Api.Answer;

/** What imports that go on after their answer promise on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ImportJobContract {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private Api api;
  private long conference;
  private String path;

  abstract Map<String, String> environment();

  @BeforeAll
  void start() {
    api = Api.start(environment(), Map.of("rollcall.import.jobs", 1));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @BeforeEach
  void aConference() {
    conference = api.openConference();
    path = "/conferences/" + conference;
    api.csv(path + "/imports/sites", "code,name\nA,a\n").expect(200);
  }

  @Test
  void anImportGoesOnAfterItsAnswer() {
    Answer accepted = begin("/imports/delegates", table(5000)).expect(202);
    assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
    String id = accepted.json().get("id").asText();
    assertThat(accepted.header("Location")).isEqualTo("/api/v1" + path + "/imports/" + id);
    assertThat(accepted.json().get("kind").asText()).isEqualTo("delegates");
    assertThat(accepted.json().get("dryRun").asBoolean()).isFalse();
    assertThat(accepted.json().get("result").isNull()).isTrue();

    JsonNode done = ended(id);

    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(done.get("rows").asInt()).isEqualTo(5000);
    assertThat(done.get("done").asInt()).isEqualTo(5000);
    assertThat(done.get("problem").isNull()).isTrue();
    assertThat(done.get("result").toString())
        .isEqualTo("{\"created\":5000,\"updated\":0,\"unchanged\":0,\"errors\":[]}");
    assertThat(Instant.parse(done.get("endedAt").asText()))
        .isAfterOrEqualTo(Instant.parse(done.get("startedAt").asText()));
    Answer people = api.get(path + "/delegates?size=1").expect(200);
    assertThat(people.json().get("total").asInt()).isEqualTo(5000);
    assertThat(api.get(path + "/attendance?type=roster").json().get("total").asInt()).isEqualTo(1);

    JsonNode again = ended(begin("/imports/delegates", table(5000)).json().get("id").asText());
    assertThat(again.at("/result/unchanged").asInt()).isEqualTo(5000);
    assertThat(again.get("done").asInt()).isZero();
  }

  @Test
  void whatIsWrongIsSaidInTheLanguageOfWhoAsks() {
    String id =
        begin("/imports/delegates", "code,full_name,site_code\nĐ1,,A\nĐ2,Mai,Z\n")
            .expect(202)
            .json()
            .get("id")
            .asText();

    JsonNode refused = ended(id);

    assertThat(refused.get("state").asText()).isEqualTo("REFUSED");
    assertThat(refused.get("result").isNull()).isTrue();
    JsonNode problem = refused.get("problem");
    assertThat(problem.get("status").asInt()).isEqualTo(422);
    assertThat(problem.get("type").asText())
        .isEqualTo("urn:rollcall:problem:roster.import-refused");
    assertThat(problem.get("errors").findValuesAsText("row")).containsExactly("2", "3");
    assertThat(problem.at("/errors/1/message").asText()).isEqualTo("Không có điểm cầu Z.");
    Answer english =
        api.call("GET", path + "/imports/" + id, null, "Accept-Language", "en").expect(200);
    assertThat(english.json().at("/problem/errors/1/message").asText())
        .isEqualTo("There is no site Z.");
    assertThat(english.json().at("/problem/detail").asText()).contains("Errors: 2");
    assertThat(api.get(path + "/delegates").json().get("total").asInt()).isZero();
  }

  @Test
  void aDryRunOfAWorkbookTellsWhatWouldChange() {
    byte[] workbook =
        Workbooks.of(
            new String[] {"Mã", "Họ và tên", "Điểm cầu"}, new String[] {"0012", "Lý Mai", "A"});
    Answer accepted =
        api.upload(
                path + "/imports/delegates?dryRun=true",
                workbook,
                XLSX,
                "Prefer",
                "handling=lenient, Respond-Async; x=1")
            .expect(202);

    JsonNode done = ended(accepted.json().get("id").asText());

    assertThat(done.get("dryRun").asBoolean()).isTrue();
    assertThat(done.at("/result/changes/0/code").asText()).isEqualTo("0012");
    assertThat(done.at("/result/changes/0/after/homeSite").asText()).isEqualTo("A");
    assertThat(api.get(path + "/delegates").json().get("total").asInt()).isZero();
    String broken = begin("/imports/delegates", "PK\3\4").json().get("id").asText();
    assertThat(ended(broken).at("/problem/errors/0/code").asText()).isEqualTo("BROKEN_WORKBOOK");
    JsonNode sites = ended(begin("/imports/sites", "code,name\nB,b\n").json().get("id").asText());
    assertThat(sites.get("kind").asText()).isEqualTo("sites");
    assertThat(sites.at("/result/created").asInt()).isEqualTo(1);
  }

  @Test
  void onlySoManyRunAtOnceAndNoneIsSeenGoingBack() {
    String id =
        begin("/imports/delegates?dryRun=true", table(300_000))
            .expect(202)
            .json()
            .get("id")
            .asText();
    Answer refused = begin("/imports/sites", "code,name\nB,b\n").expect(503);
    assertThat(refused.header("Retry-After")).isEqualTo("5");

    int rows = 0;
    JsonNode job = get(id);
    while (job.get("endedAt").isNull()) {
      assertThat(job.get("rows").asInt()).isGreaterThanOrEqualTo(rows);
      rows = job.get("rows").asInt();
      job = get(id);
    }
    assertThat(job.get("state").asText()).isEqualTo("DONE");
    assertThat(job.get("rows").asInt()).isEqualTo(300_000);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> begin("/imports/sites", "code,name\nB,b\n").status() == 202);
  }

  @Test
  void oneWhoseServerDiedHasFailedAndOneLongEndedIsGone() {
    var jobs = api.bean(ImportJobRepository.class);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    UUID alive = save(jobs, now.minusSeconds(50), null);
    UUID dead = save(jobs, now.minusSeconds(70), null);
    Instant before = now.minus(Duration.ofHours(25));
    UUID forgotten = save(jobs, before, before);

    assertThat(get(alive.toString()).get("state").asText()).isEqualTo("STAGING");
    JsonNode failed = get(dead.toString());
    assertThat(failed.get("state").asText()).isEqualTo("FAILED");
    assertThat(failed.get("rows").asInt()).isEqualTo(100);
    assertThat(failed.get("done").asInt()).isEqualTo(40);
    assertThat(failed.at("/problem/type").asText()).endsWith("roster.import-lost");
    assertThat(Instant.parse(failed.get("endedAt").asText())).isEqualTo(now.minusSeconds(70));
    api.get(path + "/imports/" + forgotten).expect(404);
    jobs.purge(now.minus(Duration.ofHours(24)));
    assertThat(jobs.findByIdAndConferenceId(BinaryId.bytes(forgotten), conference)).isEmpty();
    assertThat(jobs.findByIdAndConferenceId(BinaryId.bytes(dead), conference)).isPresent();
    api.get(path + "/imports/" + UUID.randomUUID()).expect(404);
    api.get(path + "/imports/sites-1").expect(404);
    api.get("/conferences/" + api.conference() + "/imports/" + dead).expect(404);
  }

  private UUID save(ImportJobRepository jobs, Instant heard, Instant ended) {
    UUID id = UUID.randomUUID();
    jobs.save(
        new ImportJob(
            BinaryId.bytes(id),
            conference,
            ImportKind.DELEGATES,
            ImportJob.State.STAGING,
            false,
            100,
            40,
            null,
            null,
            "user:1",
            heard,
            heard,
            ended));
    return id;
  }

  /** Begins an import that goes on after its answer. */
  Answer begin(String call, String table) {
    return api.upload(
        path + call, table.getBytes(StandardCharsets.UTF_8), "text/csv", "Prefer", "respond-async");
  }

  /** The path of this test's conference. */
  String path() {
    return path;
  }

  JsonNode get(String id) {
    return api.get(path + "/imports/" + id).expect(200).json();
  }

  JsonNode ended(String id) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get(id), job -> !job.get("endedAt").isNull());
  }

  static String table(int rows) {
    var table = new StringBuilder("code,full_name,site_code\n");
    for (int i = 0; i < rows; i++) {
      table.append("ĐB-").append(i).append(",Nguyễn Văn Đức ").append(i).append(",A\n");
    }
    return table.toString();
  }
}
