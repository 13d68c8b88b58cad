package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.client.Api;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;

/**
 * One of two servers stops, or is cut off from the database, with a statement of a transaction just
 * sent and the answer not read. The other must not have to wait long for the locks that it holds,
 * and it must find out by itself, when it goes on, what became of its transaction.
 *
 * <p>That nobody waits for over 5 s is asserted by what happens then: the other's command would be
 * put off.
 */
@RequiresDocker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoppedServerIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String HEAD = "UPDATE log_head";
  private static final String EVENTS = "INSERT INTO attendance_event";
  private static final String COMMIT = "COMMIT";
  private static final int SITES = 4;

  private MySqlLine line;
  private RunningServer well;
  private ServerProcess troubled;
  private Gathering gathering;
  private CheckInClient here;
  private CheckInClient there;
  private int next;

  @BeforeAll
  void startBoth(@TempDir Path folder) throws Exception {
    MySqlServer.Database database = MySqlServer.shared().newDatabase();
    line = new MySqlLine(database);
    well = RunningServer.onMySql(database, Map.of());
    gathering = Gathering.of(well.organizer(), SITES, 200);
    troubled =
        ServerProcess.start(
            folder, RunningServer.environment(line.database(database).environment()));
    here = gathering.device(0);
    there = CheckInClient.connect(troubled.address(), gathering.passes().get(gathering.site(1)));
  }

  @AfterAll
  void stopBoth() throws Exception {
    here.close();
    there.close();
    troubled.goOn();
    troubled.close();
    well.close();
    line.close();
  }

  @AfterEach
  void letAllGoOn() {
    troubled.goOn();
    line.speak();
  }

  @ParameterizedTest
  @ValueSource(strings = {HEAD, EVENTS, COMMIT})
  void whoIsPausedAtAStatementHoldsNobodyUpForLong(String statement) {
    AtomicBoolean stopped = new AtomicBoolean();
    line.at(
        statement,
        () -> {
          troubled.pause();
          stopped.set(true);
        });
    assertOthersGoOn(stopped, statement);
  }

  @ParameterizedTest
  @ValueSource(strings = {HEAD, EVENTS, COMMIT})
  void whoIsCutOffAtAStatementHoldsNobodyUpForLong(String statement) {
    AtomicBoolean stopped = new AtomicBoolean();
    line.at(
        statement,
        () -> {
          line.fallSilent();
          stopped.set(true);
        });
    assertOthersGoOn(stopped, statement);
  }

  @Test
  void whoIsCutOffInTheMiddleOfAStatementHoldsNobodyUpForLong() {
    AtomicBoolean stopped = new AtomicBoolean();
    line.inTheMiddleOf(
        EVENTS,
        () -> {
          line.fallSilent();
          stopped.set(true);
        });
    assertOthersGoOn(stopped, "half of " + EVENTS);
  }

  @Test
  void aPassIsRevokedThoughAServerStoppedWhileItWroteThatItWasHeard() {
    Api organizer = well.organizer();
    Api.Pass pass = organizer.newPass(gathering.conference(), gathering.site(2));
    AtomicBoolean stopped = new AtomicBoolean();
    try (CheckInClient lost = CheckInClient.connect(troubled.address(), pass.token())) {
      line.at(
          "UPDATE site_pass SET held_by = ",
          () -> {
            troubled.pause();
            stopped.set(true);
          });
      lost.ask(checkIn());
      await().atMost(LONG).untilTrue(stopped);

      long begun = System.nanoTime();
      organizer
          .delete(
              "/conferences/"
                  + gathering.conference()
                  + "/sites/"
                  + gathering.site(2)
                  + "/passes/"
                  + pass.id())
          .expect(204);
      say("revoked in", begun);
      troubled.goOn();
      assertThat(lost.awaitClose()).isEqualTo(4401);
    }
  }

  private void assertOthersGoOn(AtomicBoolean stopped, String where) {
    ObjectNode theirs = checkIn();
    CompletableFuture<JsonNode> answer = there.send(theirs);
    await().atMost(LONG).untilTrue(stopped);

    long begun = System.nanoTime();
    JsonNode ours = here.ask(checkIn());
    say("stopped at " + where + ": the other's command was answered in", begun);
    assertThat(ours.path("outcome").asText()).as(ours.toString()).isEqualTo("APPLIED");

    letAllGoOn();
    JsonNode result = CheckInClient.await(answer);
    while (result.path("reason").asText().equals("TRY_LATER")) {
      result = there.ask(theirs);
    }
    assertThat(result.path("outcome").asText()).as(result.toString()).isIn("APPLIED", "REPLAYED");
    assertLoggedOnce(theirs.path("id").asText(), result.path("revision").asLong());
    assertThat(there.ask(checkIn()).path("outcome").asText()).isEqualTo("APPLIED");
    here.check();
    there.check();
  }

  private void assertLoggedOnce(String id, long revision) {
    List<JsonNode> log =
        await()
            .atMost(LONG)
            .until(
                () -> well.organizer().log(gathering.conference(), 0),
                read -> read.size() >= revision);
    Map<String, Long> events = new HashMap<>();
    for (int i = 0; i < log.size(); i++) {
      assertThat(log.get(i).path("revision").asLong()).isEqualTo(i + 1);
      if (log.get(i).path("recordedBy").asText().startsWith("pass:")) {
        assertThat(events.put(log.get(i).path("id").asText(), i + 1L)).isNull();
      }
    }
    assertThat(events).containsEntry(id, revision);
  }

  /** A delegate of any site; whoever asks insists. */
  private ObjectNode checkIn() {
    return Commands.checkIn(gathering.delegates().get(next++)).put("force", true);
  }

  private static void say(String what, long begun) {
    System.out.printf("%s %d ms%n", what, (System.nanoTime() - begun) / 1_000_000);
  }
}
