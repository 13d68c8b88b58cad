package org.rollcall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.Application;
import org.rollcall.Settings;
import org.rollcall.access.OwnOrganizer;
import org.rollcall.demo.Figures.Name;

class DemoTest {
  private static final Duration LENGTH = Duration.ofSeconds(6);
  private static final long SEED = 2020;

  @TempDir private Path folder;
  private EmbeddedServer server;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void start() {
    server =
        Application.start(
            Settings.from(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_DATA", folder.toString())),
            Map.of());
  }

  @AfterEach
  void stop() {
    Application.stop(server);
  }

  @Test
  void nothingIsPlayedUnlessAskedFor() {
    assertThat(server.getApplicationContext().containsBean(Demo.class)).isFalse();
  }

  @Test
  void theConferenceIsPlayedAndTheBoardEqualsTheLog() throws Exception {
    String password = password();
    try (var play = play()) {
      Verdict verdict = verdict(play, password);

      assertThat(play.diary().surprises()).isEmpty();
      assertThat(verdict.differences()).isEmpty();
      assertThat(verdict.board().of(Name.EXPECTED)).isEqualTo(495);
      assertThat(verdict.board().of(Name.PRESENT)).isEqualTo(495);
      assertThat(verdict.board().of(Name.AWAITED)).isZero();
      assertThat(verdict.log().commands()).isEqualTo(play.diary().applied());
      assertThat(Arrays.asList(Happening.values()))
          .allSatisfy(what -> assertThat(play.diary().count(what)).as("%s", what).isPositive());
    }
    assertThat(output()).contains("/board#", "495/495", password);
    theCheckInLinkIsThatOfItsSiteAndTellsWhomToCall();
    whatHappenedStandsInTheLog(password);
  }

  @Test
  void playedAgainTheDelegatesArriveAgain() throws Exception {
    for (int rollCall = 1; rollCall <= 2; rollCall++) {
      try (var play = play()) {
        Verdict verdict = verdict(play, password());

        assertThat(verdict.differences()).isEmpty();
        assertThat(verdict.board().of(Name.PRESENT)).isEqualTo(495);
      }
      assertThat(output()).contains("roll call  số " + rollCall);
    }
    assertThat(output()).contains("có sẵn 24 và 495");
  }

  private void theCheckInLinkIsThatOfItsSiteAndTellsWhomToCall() throws Exception {
    var line = Pattern.compile("check-in +http://\\S+/checkin#(\\S+) {2}\\(CL-07 Xã Gia Cát\\)\\R");
    var link = line.matcher(output());
    assertThat(link.find()).isTrue();
    JsonNode me = new Api(HttpClient.newHttpClient(), address(), link.group(1)).get("/me");
    assertThat(me.at("/site/code").asText()).isEqualTo("CL-07");
    assertThat(me.at("/organizer/site/code").asText()).isEqualTo("CL-00");
    assertThat(me.at("/organizer/contactName").asText()).isEqualTo("Nguyễn Thị Mẫu");
    assertThat(me.at("/organizer/contactPhone").asText()).isEqualTo("0200 000 0000");
  }

  private void whatHappenedStandsInTheLog(String password) throws Exception {
    List<JsonNode> log =
        new Conferences(
                new Api(HttpClient.newHttpClient(), address(), null).login("demo", password),
                Sample.read())
            .log(1);

    assertThat(log).filteredOn(event -> isType(event, "check-in")).hasSizeGreaterThan(480);
    assertThat(log).filteredOn(isMove()).hasSize(2);
    assertThat(log).filteredOn(event -> isType(event, "undo")).hasSize(3);
    assertThat(log).filteredOn(event -> isType(event, "walk-in")).hasSize(8);
    assertThat(log).filteredOn(event -> isType(event, "substitute")).hasSize(2);
    assertThat(log).filteredOn(event -> isType(event, "excuse")).hasSize(6);
    assertThat(log).filteredOn(event -> isType(event, "absent")).hasSize(2);
    assertThat(log).filteredOn(event -> isType(event, "check-out")).hasSize(1);
    assertThat(log).filteredOn(event -> isType(event, "site-report")).hasSize(28);
    assertThat(log).filteredOn(event -> event.path("offline").asBoolean()).hasSizeGreaterThan(10);
  }

  private static boolean isType(JsonNode event, String type) {
    return event.path("type").asText().equals(type);
  }

  private static Predicate<JsonNode> isMove() {
    return event ->
        isType(event, "check-in")
            && event.path("from").path("state").asText().equals("PRESENT")
            && !event.path("from").equals(event.path("to"));
  }

  private Play play() {
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Play(address(), LENGTH, SEED, new Screen(out));
  }

  private Verdict verdict(Play play, String password) {
    var verdict = new CompletableFuture<Verdict>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            verdict.complete(play.run("demo", password));
          } catch (Exception e) {
            verdict.completeExceptionally(e);
          }
        });
    await().atMost(Duration.ofMinutes(2)).until(verdict::isDone);
    return verdict.join();
  }

  private String password() {
    return server.getApplicationContext().getBean(OwnOrganizer.class).renew("demo");
  }

  private URI address() {
    return URI.create("http://localhost:" + server.getPort());
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
