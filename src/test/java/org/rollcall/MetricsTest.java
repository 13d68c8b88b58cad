package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.client.Api;
import org.rollcall.client.BoardClient;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;
import org.rollcall.client.Json;

/** What operators are promised to see is there, and what is there is promised. */
class MetricsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path OPERATIONS = Path.of("docs/operations.md");
  private static final Path DASHBOARD = Path.of("docs/grafana/rollcall.json");
  private static final Path BACKUP = Path.of("k8s/components/backup");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path ALERTS = Path.of("docs/prometheus/rollcall-alerts.yml");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(rollcall_[a-z_]+)` \\|");

  /** A name in an expression that is no function, label, keyword or variable. */
  private static final Pattern USED =
      Pattern.compile("\\b((?:rollcall|hikaricp|jvm|process|http)_[a-z_]+)\\b");

  private static RunningServer server;
  private static Gathering gathering;
  private static Scraped scraped;

  @BeforeAll
  static void haveSomeTraffic(@TempDir Path folder) throws Exception {
    server = RunningServer.onH2(folder, Map.of());
    Api organizer = server.organizer();
    gathering = Gathering.of(organizer, 3, 12);
    importBeside(organizer);
    logInWrongly(organizer);
    try (BoardClient board = gathering.board();
        CheckInClient device = gathering.device(1)) {
      // what a snapshot shows already comes in no delta
      board.awaitRevision(1);
      for (int i = 0; i < 3; i++) {
        device.ask(Commands.checkIn(gathering.delegateOf(1, i)));
      }
      device.ask(Commands.checkIn(gathering.delegateOf(1, 0)));
      device.ask(Commands.checkIn("không-có"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            scraped = Scraped.of(organizer);
            assertThat(scraped.sum("rollcall_board_latency_seconds_count")).isPositive();
            assertThat(scraped.sum("rollcall_imports_seconds_count")).isPositive();
          });
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyMetricThatIsServedIsDocumentedAndTheOtherWayRound() throws IOException {
    Set<String> served = new TreeSet<>();
    for (String name : scraped.metrics()) {
      boolean maximum = name.endsWith("_max") && scraped.metrics().contains(cut(name));
      if (name.startsWith("rollcall_") && !maximum) {
        served.add(name);
      }
    }
    assertThat(documented()).isEqualTo(served).hasSizeGreaterThan(15);
  }

  @Test
  void whatHappenedIsCounted() {
    String checkIn = "type=\"check-in\"";
    assertThat(scraped.sum("rollcall_commands_total", checkIn, "outcome=\"APPLIED\"")).isEqualTo(3);
    assertThat(scraped.sum("rollcall_commands_total", checkIn, "reason=\"ALREADY_HERE\""))
        .isEqualTo(1);
    assertThat(scraped.sum("rollcall_commands_total", checkIn, "reason=\"NOT_ON_ROSTER\""))
        .isEqualTo(1);
    assertThat(scraped.sum("rollcall_result_latency_seconds_count")).isEqualTo(5);
    assertThat(scraped.sum("rollcall_desk_commit_seconds_count", "outcome=\"done\""))
        .isGreaterThan(3);
    assertThat(scraped.sum("rollcall_desk_batch_events_count")).isGreaterThan(3);
    assertThat(scraped.sum("rollcall_sockets_open", "kind=\"board\"")).isEqualTo(1);
    assertThat(scraped.sum("rollcall_sockets_open", "kind=\"check-in\"")).isEqualTo(1);
    assertThat(scraped.sum("rollcall_passes_heard")).isEqualTo(1);
    assertThat(scraped.sum("rollcall_logins_refused_total", "reason=\"wrong\"")).isEqualTo(1);
    assertThat(scraped.sum("rollcall_imports_seconds_count", "state=\"done\"")).isEqualTo(1);
    // there before the first one fails, so that its rise is seen
    assertThat(scraped.text()).contains("rollcall_imports_seconds_count{state=\"failed\"} 0");
    assertThat(scraped.sum("rollcall_ready")).isEqualTo(1);
    assertThat(scraped.sum("rollcall_hindrance")).isZero();
    assertThat(scraped.text()).contains("rollcall_result_latency_seconds_bucket{le=\"0.01\"}");
  }

  @Test
  void noLabelNamesAConferenceASiteOrAPerson() {
    List<String> own = scraped.text().lines().filter(l -> l.startsWith("rollcall_")).toList();
    Set<String> labels =
        own.stream()
            .flatMap(line -> Pattern.compile("([a-z_]+)=\"").matcher(line).results())
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(labels).containsOnly("type", "outcome", "reason", "kind", "cause", "state", "le");
    assertThat(own).noneMatch(line -> gathering.sites().stream().anyMatch(line::contains));
  }

  @Test
  void theDashboardAsksForWhatIsServed() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    List<String> expressions = dashboard.findValuesAsText("expr");
    assertThat(expressions).hasSizeGreaterThan(20);
    assertServed(expressions);
    assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).as("the id of %s", panel).isTrue();
    }

    String all = String.join("\n", expressions);
    assertThat(documented()).allSatisfy(name -> assertThat(all).contains(name));
  }

  @Test
  void theAlertsAskForWhatIsServedAndSayWhatToDo() throws IOException {
    List<String> expressions = alerts().at("/groups/0").findValuesAsText("expr");
    assertThat(expressions).hasSizeGreaterThan(8);
    assertServed(expressions);
    for (JsonNode rule :
        alerts().findValues("rules").stream().flatMap(MetricsTest::each).toList()) {
      assertThat(rule.path("alert").asText()).startsWith("Rollcall");
      assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
      assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
      assertThat(rule.at("/annotations/action").asText()).isNotBlank();
    }
  }

  /** A rate needs two samples in its range, and one may be late: of a scrape in a minute, too. */
  @Test
  void noAlertAsksForARateOverLessThanAFewScrapes() throws IOException {
    List<String> ranges =
        alerts().findValuesAsText("expr").stream()
            .flatMap(expression -> Pattern.compile("\\[(\\w+)]").matcher(expression).results())
            .map(match -> match.group(1))
            .toList();

    assertThat(ranges).isNotEmpty().allMatch(range -> range.matches("([5-9]|[1-9]\\d+)m"));
  }

  @Test
  void theAlertsOnBackupsNameTheJobsThatAreDeployed() throws IOException {
    JsonNode group = alerts().at("/groups/1");
    Set<String> named =
        group.findValuesAsText("expr").stream()
            .flatMap(text -> Pattern.compile("cronjob=\"([^\"]+)\"").matcher(text).results())
            .map(match -> match.group(1))
            .collect(Collectors.toSet());

    assertThat(named).containsExactlyInAnyOrder("rollcall-backup", "rollcall-erasures");
    for (String job : named) {
      String file = job.substring("rollcall-".length()) + ".yaml";
      JsonNode deployed = YAML.readTree(BACKUP.resolve(file).toFile());
      assertThat(deployed.path("kind").asText()).isEqualTo("CronJob");
      assertThat(deployed.at("/metadata/name").asText()).isEqualTo(job);
    }
  }

  private static JsonNode alerts() throws IOException {
    return YAML.readTree(ALERTS.toFile());
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static void assertServed(List<String> expressions) {
    for (String expression : expressions) {
      Set<String> used =
          USED.matcher(expression)
              .results()
              .map(match -> match.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(used).as(expression).isNotEmpty();
      assertThat(scraped.samples()).as(expression).containsAll(used);
    }
  }

  private static Set<String> documented() throws IOException {
    return DOCUMENTED
        .matcher(Files.readString(OPERATIONS))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String cut(String name) {
    return name.substring(0, name.length() - "_max".length());
  }

  private static void importBeside(Api organizer) throws Exception {
    String path = "/api/v1/conferences/" + gathering.conference() + "/imports/sites";
    HttpRequest request =
        HttpRequest.newBuilder(organizer.base().resolve(path))
            .header("Authorization", "Bearer " + organizer.token())
            .header("Prefer", "respond-async")
            .header("Content-Type", "text/csv; charset=UTF-8")
            .POST(BodyPublishers.ofString("code,parent_code,name,kind\nCL-09,CL-00,Xã,BRANCH\n"))
            .build();
    assertThat(send(request)).isEqualTo(202);
  }

  private static void logInWrongly(Api organizer) {
    int status =
        organizer
            .post("/login", Json.object("username", "admin", "password", "sai-mật-khẩu"))
            .status();
    assertThat(status).isEqualTo(401);
  }

  private static int send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
