package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.rollcall.MySqlServer;
import org.rollcall.RequiresDocker;
import org.rollcall.RunningServer;
import org.rollcall.client.Api;
import org.rollcall.client.BoardClient;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Crowd;
import org.rollcall.client.Gathering;
import org.rollcall.client.Recount;

/** The database stops answering for some seconds under load. */
@RequiresDocker
@Isolated("looks at the heap of the whole process")
class PausedMySqlIT {
  private static final Duration PAUSE = Duration.ofSeconds(9);
  private static final long GROWTH = 16L << 20;
  private static final long SEED = Long.getLong("seed", 20200511);

  private MySqlServer database;
  private RunningServer server;
  private Api organizer;
  private Gathering gathering;

  @BeforeEach
  void gather() {
    database = MySqlServer.start();
    Map<String, Object> limits = new HashMap<>(CrowdContract.LIMITS);
    limits.put("rollcall.desk.patience", "2s");
    limits.put("rollcall.desk.queue", 300);
    server = RunningServer.onMySql(database.newDatabase(), limits);
    organizer = server.organizer();
    gathering = Gathering.of(organizer, CrowdContract.SITES, CrowdContract.DELEGATES);
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  @Test
  void answersComeLateOrSayTryLaterAndAllIsWellAfter() throws Exception {
    List<CheckInClient> eager = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      eager.add(gathering.device(i));
    }
    try (BoardClient board = gathering.board();
        var crowd = new Crowd(gathering, CrowdContract.SOCKETS, 1, 0, SEED).start()) {
      await().atMost(Duration.ofSeconds(60)).until(() -> crowd.answers() > crowd.size() / 4);
      List<CompletableFuture<JsonNode>> asked = new ArrayList<>();
      database.pause();
      try {
        // far more than the desk and the sockets will hold
        for (int round = 0; round < 100; round++) {
          for (CheckInClient device : eager) {
            asked.add(device.send(Commands.siteReport(round)));
          }
        }
        Thread.sleep(PAUSE.dividedBy(3));
        long early = heap();
        Thread.sleep(PAUSE.dividedBy(3).multipliedBy(2));
        assertThat(heap() - early).as("growth of the heap").isLessThan(GROWTH);
      } finally {
        database.resume();
      }
      crowd.await();

      List<String> reasons = new ArrayList<>();
      for (CompletableFuture<JsonNode> answer : asked) {
        JsonNode result = CheckInClient.await(answer);
        if (!result.path("outcome").asText().equals("APPLIED")) {
          reasons.add(result.path("reason").asText());
        }
      }
      assertThat(reasons).isNotEmpty().containsOnly("TRY_LATER");
      assertThat(crowd.told()).anyMatch(told -> told.reason().equals("TRY_LATER"));
      for (CheckInClient device : eager) {
        JsonNode result = device.ask(Commands.siteReport(21));
        assertThat(result.path("outcome").asText()).isEqualTo("APPLIED");
        device.close();
      }
      assertWhole(crowd, board);
    }
  }

  private void assertWhole(Crowd crowd, BoardClient board) {
    List<JsonNode> log = organizer.log(gathering.conference(), 0);
    List<JsonNode> cards = organizer.delegates(gathering.conference(), "");
    Recount recount = new Recount(1, log, cards, gathering.sites());
    crowd.assertEveryoneArrived(organizer, recount);
    BoardClient.Shown shown = board.awaitRevision(log.size());
    recount.assertShown(shown.sites(), shown.totals());
    crowd.assertLogged(organizer, event -> event.path("type").asText().equals("check-in"));
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
