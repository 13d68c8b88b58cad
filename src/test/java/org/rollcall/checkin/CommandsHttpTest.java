package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RunningServer;
import org.rollcall.client.Api;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;

/** What one pass may send over HTTP, however many calls it makes at once. */
class CommandsHttpTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int FRAME = 200;
  private static final int CALLS = 8;

  @TempDir private Path folder;

  @Test
  void whatOneCallHasBeyondTheLimitMayBeSentAgainUnderItsIds() {
    try (RunningServer server = start(Map.of("rollcall.check-in.in-flight", 50))) {
      Gathering gathering = Gathering.of(server.organizer(), 2, 4);
      Api pass = pass(server, gathering, 1);
      ArrayNode reports = reports(FRAME);

      JsonNode results = pass.commands(gathering.conference(), null, reports).expect(200);

      assertThat(results).hasSize(FRAME);
      for (int i = 0; i < FRAME; i++) {
        JsonNode result = results.get(i);
        assertThat(result.path("id")).isEqualTo(reports.get(i).path("id"));
        if (i < 50) {
          assertThat(result.path("outcome").asText()).as("%d", i).isEqualTo("APPLIED");
        } else {
          assertThat(result.path("reason").asText()).as("%d", i).isEqualTo("TRY_LATER");
          assertThat(result.path("retry").asText()).isEqualTo("SAME_ID");
          assertThat(result.path("message").asText()).isNotBlank();
        }
      }
      ArrayNode again =
          JsonNodeFactory.instance.arrayNode().add(reports.get(0)).add(reports.get(50));
      JsonNode next = pass.commands(gathering.conference(), null, again).expect(200);
      assertThat(next.findValuesAsText("outcome")).containsExactly("REPLAYED", "APPLIED");
    }
  }

  @Test
  void aPassThatFloodsTheDeskByManyCallsAtOnceLeavesPlacesToOthers() throws Exception {
    Map<String, Object> limits =
        Map.of(
            "rollcall.desk.queue", 300,
            "rollcall.check-in.in-flight", 100,
            "rollcall.check-in.commands-per-second", 1_000_000);
    try (RunningServer server = start(limits);
        ExecutorService threads = Executors.newFixedThreadPool(CALLS)) {
      Gathering gathering = Gathering.of(server.organizer(), 3, 6);
      Api flooding = pass(server, gathering, 1);
      AtomicBoolean enough = new AtomicBoolean();
      List<Future<Integer>> floods = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        floods.add(
            threads.submit(() -> {
              int putOff = 0;
              for (int round = 0; round < 100 && !enough.get(); round++) {
                JsonNode results =
                    flooding.commands(gathering.conference(), null, reports(FRAME)).expect(200);
                putOff +=
                    (int)
                        results.findValuesAsText("reason").stream()
                            .filter("TRY_LATER"::equals)
                            .count();
              }
              return putOff;
            }));
      }
      try (CheckInClient other = gathering.device(2)) {
        for (int i = 0; i < 100; i++) {
          assertThat(other.ask(Commands.siteReport(i)).path("outcome").asText())
              .isEqualTo("APPLIED");
        }
      } finally {
        enough.set(true);
      }
      int putOff = 0;
      for (Future<Integer> flood : floods) {
        putOff += flood.get();
      }
      assertThat(putOff).isPositive();
    }
  }

  @Test
  void aPassTooFastForTooLongIsPutOffUntilItIsSlower() {
    Map<String, Object> limits =
        Map.of("rollcall.check-in.commands-per-second", 30, "rollcall.check-in.rate-seconds", 1);
    try (RunningServer server = start(limits)) {
      Gathering gathering = Gathering.of(server.organizer(), 2, 4);
      Api pass = pass(server, gathering, 1);
      JsonNode results = pass.commands(gathering.conference(), null, reports(31)).expect(200);
      assertThat(results.findValuesAsText("reason")).hasSize(31).containsOnly("TRY_LATER");
      assertThat(
              pass(server, gathering, 0)
                  .commands(gathering.conference(), null, reports(1))
                  .expect(200)
                  .at("/0/outcome")
                  .asText())
          .isEqualTo("APPLIED");
      await()
          .atMost(LONG)
          .until(() ->
              pass.commands(gathering.conference(), null, reports(1))
                  .expect(200)
                  .at("/0/outcome")
                  .asText()
                  .equals("APPLIED"));
    }
  }

  private static Api pass(RunningServer server, Gathering gathering, int site) {
    return Api.at(server.base()).as(gathering.passes().get(gathering.site(site)));
  }

  private static ArrayNode reports(int many) {
    ArrayNode reports = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < many; i++) {
      reports.add(Commands.siteReport(i));
    }
    return reports;
  }

  private RunningServer start(Map<String, Object> limits) {
    return RunningServer.onH2(folder, limits);
  }
}
