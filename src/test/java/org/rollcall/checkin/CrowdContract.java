package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.RunningServer;
import org.rollcall.client.Api;
import org.rollcall.client.BoardClient;
import org.rollcall.client.Crowd;
import org.rollcall.client.Gathering;
import org.rollcall.client.Recount;

/** 64 sockets of 24 sites check the same 500 delegates in at once. The same on every database. */
abstract class CrowdContract {
  static final int SITES = 24;
  static final int SOCKETS = 64;
  static final int DELEGATES = 500;

  /** A crowd learns more of other sites' delegates in a minute than a coordinator may. */
  static final Map<String, Object> LIMITS = Map.of("rollcall.access.foreign-lookups", 1_000_000);

  private static final long SEED = Long.getLong("seed", 20200511);

  private RunningServer server;
  private Api organizer;
  private Gathering gathering;

  abstract RunningServer startServer();

  @BeforeEach
  void gather() {
    server = startServer();
    organizer = server.organizer();
    gathering = Gathering.of(organizer, SITES, DELEGATES);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyoneEndsPresentAtOneSiteAndNothingIsCountedTwice() {
    try (BoardClient board = gathering.board();
        var crowd = new Crowd(gathering, SOCKETS, 1, 0, SEED).start().await()) {
      List<JsonNode> log = crowd.assertLogged(organizer);
      Recount recount = recount(log);
      crowd.assertEveryoneArrived(organizer, recount);
      assertThat(recount.present()).isEqualTo(DELEGATES);
      assertThat(crowd.told())
          .as("the crowd was one: asked, insisted, repeated")
          .extracting(told -> told.result().path("outcome").asText())
          .contains("APPLIED", "REPLAYED", "NEEDS_CONFIRMATION", "REFUSED");

      BoardClient.Shown shown = board.awaitRevision(log.size());
      recount.assertShown(shown.sites(), shown.totals());
      JsonNode headcounts = organizer.headcounts(gathering.conference());
      recount.assertShown(bySite(headcounts), headcounts.path("totals"));
    }
  }

  @Test
  void nothingLandsInARollCallAfterItWasClosed() {
    try (BoardClient board = gathering.board();
        var crowd = new Crowd(gathering, SOCKETS, 1, 10, SEED + 1).start()) {
      await().atMost(Duration.ofSeconds(120)).until(() -> crowd.answers() > crowd.size() / 3);
      organizer.rollCall(gathering.conference(), 1, "close").expect(200);
      crowd.await();

      List<JsonNode> log = crowd.assertLogged(organizer);
      int closing = indexOfClosing(log);
      List<JsonNode> after = log.subList(closing + 1, log.size());
      assertThat(after)
          .as("after the closing only what waited on a device is told, beside the figures")
          .isNotEmpty()
          .allMatch(event -> event.path("late").asBoolean() && event.path("offline").asBoolean());
      assertThat(log.subList(0, closing)).noneMatch(event -> event.path("late").asBoolean());
      assertThat(crowd.told()).anyMatch(told -> told.reason().equals("NOT_OPEN"));

      Recount recount = recount(log.subList(0, closing));
      JsonNode record = organizer.headcounts(gathering.conference());
      recount.assertShown(bySite(record), record.path("totals"));
      BoardClient.Shown shown = board.awaitRevision(log.size());
      recount.assertShown(shown.sites(), shown.totals());
    }
  }

  private Recount recount(List<JsonNode> log) {
    List<JsonNode> cards = organizer.delegates(gathering.conference(), "");
    return new Recount(1, log, cards, gathering.sites());
  }

  private static Map<String, JsonNode> bySite(JsonNode snapshot) {
    Map<String, JsonNode> sites = new TreeMap<>();
    snapshot.path("sites").forEach(site -> sites.put(site.path("code").asText(), site));
    return sites;
  }

  private static int indexOfClosing(List<JsonNode> log) {
    for (int i = 0; i < log.size(); i++) {
      JsonNode event = log.get(i);
      if (event.path("type").asText().equals("roll-call") && event.toString().contains("CLOSED")) {
        return i;
      }
    }
    throw new AssertionError("the log knows of no closing");
  }
}
