package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.RunningServer;
import org.rollcall.client.Api;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;
import org.rollcall.client.Json;

/** What the check-in socket answers, and what it tells the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckInSocketTest {
  private RunningServer server;
  private Api organizer;
  private Gathering gathering;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = RunningServer.onH2(folder, Map.of());
    organizer = server.organizer();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void gather() {
    gathering = Gathering.of(organizer, 4, 40);
  }

  @Test
  void theServerSpeaksFirstAndSaysWhereTheSocketStands() {
    try (CheckInClient device = gathering.connect(1)) {
      JsonNode welcome = device.welcome();

      assertThat(welcome.path("protocol").asInt()).isEqualTo(1);
      assertThat(welcome.path("conference").path("id").asLong()).isEqualTo(gathering.conference());
      assertThat(welcome.path("conference").path("state").asText()).isEqualTo("OPEN");
      assertThat(welcome.path("rollCall").path("state").asText()).isEqualTo("OPEN");
      assertThat(welcome.path("site").path("code").asText()).isEqualTo(gathering.site(1));
      assertThat(welcome.path("headcount").path("expected").asInt()).isEqualTo(10);
      assertThat(welcome.path("revision").asLong())
          .isEqualTo(organizer.log(gathering.conference(), 0).size());
      assertThat(welcome.path("report").isNull()).isTrue();
    }
  }

  @Test
  void eachOfTheEightCommandsIsAppliedAndDurableWhenItIsAnswered() {
    try (CheckInClient device = gathering.device(1)) {
      ObjectNode checkIn = Commands.checkIn(delegate(0));
      JsonNode present = applied(device, checkIn);
      assertThat(present.path("delegate").path("state").asText()).isEqualTo("PRESENT");
      assertThat(present.path("delegate").path("site").asText()).isEqualTo(gathering.site(1));
      assertThat(present.path("previous").path("state").asText()).isEqualTo("AWAITED");
      assertThat(present.path("headcount").path("own").asInt()).isEqualTo(1);

      assertThat(state(applied(device, Commands.checkOut(delegate(0))))).isEqualTo("LEFT");
      assertThat(state(applied(device, Commands.excuse(delegate(1), "Đi công tác"))))
          .isEqualTo("EXCUSED");
      assertThat(state(applied(device, Commands.absent(delegate(2))))).isEqualTo("ABSENT");
      JsonNode walkIn = applied(device, Commands.walkIn("Lô Thị Ngọc Khuê"));
      assertThat(walkIn.path("delegate").path("code").asText())
          .isEqualTo("~" + walkIn.path("revision").asLong());
      assertThat(walkIn.path("delegate").path("kind").asText()).isEqualTo("WALK_IN");
      JsonNode substitute = applied(device, Commands.substitute(delegate(3), "Lương Thị Hòa"));
      assertThat(substitute.path("delegate").path("kind").asText()).isEqualTo("SUBSTITUTE");
      assertThat(state(substitute)).isEqualTo("PRESENT");
      assertThat(substitute.path("substituted").path("state").asText()).isEqualTo("SUBSTITUTED");
      JsonNode report = applied(device, Commands.siteReport(2));
      assertThat(report.path("delegate").isObject()).isFalse();
      ObjectNode undone = Commands.checkIn(delegate(4));
      applied(device, undone);
      JsonNode undo = applied(device, Commands.undo(undone.path("id").asText()));
      assertThat(state(undo)).isEqualTo("AWAITED");
    }
  }

  @Test
  void answersComeInTheOrderOfTheCommandsWhateverTheyAre() {
    try (CheckInClient device = gathering.device(1)) {
      List<CompletableFuture<JsonNode>> results = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        results.add(device.send(Commands.checkIn(delegate(i))));
        results.add(device.send(Commands.checkIn("NOT-THERE")));
        results.add(device.send(Commands.siteReport(i)));
      }
      // the client itself fails on an answer out of order
      results.forEach(CheckInClient::await);
      device.check();
    }
  }

  @Test
  void anAppliedCommandIsReplayedOnThisSocketAndOnAnother() {
    try (CheckInClient device = gathering.device(1);
        CheckInClient other = gathering.device(1)) {
      ObjectNode command = Commands.checkIn(delegate(0));
      long revision = applied(device, command).path("revision").asLong();
      applied(device, Commands.checkOut(delegate(0)));

      for (CheckInClient socket : List.of(device, other)) {
        JsonNode replayed = socket.ask(command);
        assertThat(replayed.path("outcome").asText()).isEqualTo("REPLAYED");
        assertThat(replayed.path("revision").asLong()).isEqualTo(revision);
        assertThat(replayed.path("previous").path("state").asText()).isEqualTo("AWAITED");
        assertThat(state(replayed)).as("the card of now").isEqualTo("LEFT");
      }
    }
  }

  @Test
  void anAppliedCommandIsReplayedAfterARestartAndAfterTheRollCallClosed(@TempDir Path folder) {
    ObjectNode command = Commands.checkIn("ĐB-0001");
    Gathering before;
    long revision;
    try (RunningServer first = RunningServer.onH2(folder, Map.of())) {
      before = Gathering.of(first.organizer(), 2, 4);
      try (CheckInClient device = before.device(1)) {
        revision = applied(device, command).path("revision").asLong();
      }
      first.organizer().rollCall(before.conference(), 1, "close").expect(200);
    }
    try (RunningServer second = RunningServer.onH2(folder, Map.of());
        CheckInClient device =
            CheckInClient.connect(second.base(), before.passes().get(before.site(1)))) {
      assertThat(device.welcome().path("rollCall").path("state").asText()).isEqualTo("CLOSED");
      JsonNode replayed = device.ask(command);
      assertThat(replayed.path("outcome").asText()).isEqualTo("REPLAYED");
      assertThat(replayed.path("revision").asLong()).isEqualTo(revision);
      JsonNode fresh = device.ask(Commands.checkIn("ĐB-0003"));
      assertThat(fresh.path("reason").asText()).isEqualTo("NOT_OPEN");
    }
  }

  @Test
  void anIdUsedForAnotherBodyOrAtAnotherSiteIsRefusedWithoutACard() {
    try (CheckInClient device = gathering.device(1);
        CheckInClient elsewhere = gathering.device(2)) {
      ObjectNode command = Commands.checkIn(delegate(0));
      applied(device, command);

      JsonNode otherBody = device.ask(command.deepCopy().put("delegate", delegate(1)));
      JsonNode otherSite = elsewhere.ask(command);
      for (JsonNode refused : List.of(otherBody, otherSite)) {
        assertThat(refused.path("reason").asText()).isEqualTo("ID_REUSED");
        assertThat(refused.path("retry").asText()).isEqualTo("NEVER");
        assertThat(refused.path("delegate").isObject()).isFalse();
      }
    }
  }

  @Test
  void whatWasRefusedOrAskedMayBeSentAgainWithItsId() {
    try (CheckInClient device = gathering.device(1)) {
      ObjectNode checkOut = Commands.checkOut(delegate(0));
      assertThat(device.ask(checkOut).path("reason").asText()).isEqualTo("NOT_HERE");
      applied(device, Commands.checkIn(delegate(0)));
      applied(device, checkOut);
    }
  }

  @Test
  void aQuestionRecordsNothingAndForceAnswersIt() {
    try (CheckInClient device = gathering.device(1);
        CheckInClient elsewhere = gathering.device(2)) {
      long revision = organizer.log(gathering.conference(), 0).size();
      JsonNode asked = elsewhere.ask(Commands.checkIn(delegate(0)));
      assertThat(asked.path("outcome").asText()).isEqualTo("NEEDS_CONFIRMATION");
      assertThat(asked.path("reason").asText()).isEqualTo("WRONG_SITE");
      assertThat(asked.has("retry")).isFalse();
      assertThat(organizer.log(gathering.conference(), revision)).isEmpty();
      applied(elsewhere, Commands.checkIn(delegate(0)).put("force", true));

      JsonNode moved = device.ask(Commands.checkIn(delegate(0)));
      assertThat(moved.path("reason").asText()).isEqualTo("ALREADY_ELSEWHERE");
      JsonNode forced = applied(device, Commands.checkIn(delegate(0)).put("force", true));
      assertThat(forced.path("previous").path("site").asText()).isEqualTo(gathering.site(2));

      String namesake = forced.path("delegate").path("fullName").asText();
      JsonNode same = device.ask(Commands.walkIn(namesake.toLowerCase()));
      assertThat(same.path("reason").asText()).isEqualTo("SAME_NAME");
      assertThat(same.path("candidates").get(0).path("code").asText()).isEqualTo(delegate(0));
      applied(device, Commands.walkIn(namesake).put("force", true));
    }
  }

  @Test
  void ofAnotherSitesDelegateACoordinatorLearnsNameOrganisationAndHomeOnly() {
    try (CheckInClient device = gathering.device(1);
        CheckInClient elsewhere = gathering.device(2)) {
      JsonNode wrongSite = elsewhere.ask(Commands.checkIn(delegate(0)));
      applied(device, Commands.checkIn(delegate(1)));
      JsonNode alreadyElsewhere = elsewhere.ask(Commands.checkIn(delegate(1)));
      JsonNode notHere = elsewhere.ask(Commands.checkOut(delegate(1)));
      JsonNode forbidden = elsewhere.ask(Commands.absent(delegate(1)));

      assertThat(forbidden.path("reason").asText()).isEqualTo("FORBIDDEN");
      for (JsonNode answer : List.of(wrongSite, alreadyElsewhere, notHere, forbidden)) {
        List<String> names = new ArrayList<>();
        answer
            .path("delegate")
            .fields()
            .forEachRemaining(field -> {
              if (!field.getValue().isNull()) {
                names.add(field.getKey());
              }
            });
        assertThat(names)
            .as(answer.toString())
            .isSubsetOf("code", "fullName", "organisation", "homeSite");
        assertThat(answer.path("previous").isObject()).as(answer.toString()).isFalse();
        assertThat(answer.path("message").asText()).doesNotContain(gathering.site(1));
      }
    }
  }

  @Test
  void afterThirtySuchLooksInAMinuteAPassIsPutOff() {
    try (CheckInClient device = gathering.device(2)) {
      for (int i = 0; i < 30; i++) {
        JsonNode asked = device.ask(Commands.checkIn(delegate(i % 10)));
        assertThat(asked.path("outcome").asText()).isEqualTo("NEEDS_CONFIRMATION");
      }
      JsonNode putOff = device.ask(Commands.checkIn(delegate(0)));
      assertThat(putOff.path("reason").asText()).isEqualTo("TRY_LATER");
      assertThat(putOff.path("retry").asText()).isEqualTo("SAME_ID");
      assertThat(putOff.has("delegate")).isFalse();
      applied(device, Commands.checkIn(gathering.delegateOf(2, 0)));
    }
  }

  @Test
  void undoGoesBackStepByStepAndIsForTheSiteThatSentIt() {
    try (CheckInClient device = gathering.device(1);
        CheckInClient second = gathering.device(1);
        CheckInClient elsewhere = gathering.device(2)) {
      ObjectNode first = Commands.absent(delegate(0));
      ObjectNode then = Commands.checkIn(delegate(0));
      applied(device, first);
      applied(device, then);

      JsonNode early = device.ask(Commands.undo(first.path("id").asText()));
      assertThat(early.path("reason").asText()).isEqualTo("STALE");
      JsonNode foreign = elsewhere.ask(Commands.undo(then.path("id").asText()));
      assertThat(foreign.path("reason").asText()).isEqualTo("NOT_FOUND");
      ObjectNode undo = Commands.undo(then.path("id").asText());
      assertThat(state(applied(second, undo))).isEqualTo("ABSENT");
      JsonNode again = device.ask(Commands.undo(undo.path("id").asText()));
      assertThat(again.path("reason").asText()).isEqualTo("STALE");
      assertThat(state(applied(device, Commands.undo(first.path("id").asText()))))
          .isEqualTo("AWAITED");
    }
  }

  @Test
  void offlineCommandsNeverAskAndAreLateOnceTheRollCallIsClosed() {
    try (CheckInClient device = gathering.device(2)) {
      JsonNode visitor = applied(device, offline(Commands.checkIn(delegate(0))));
      assertThat(visitor.path("review").asBoolean()).isTrue();
      assertThat(visitor.path("headcount").path("visitors").asInt()).isEqualTo(1);

      organizer.rollCall(gathering.conference(), 1, "close").expect(200);
      device.awaitFrame(
          "that greets with the closed roll call",
          frame -> frame.path("rollCall").path("state").asText().equals("CLOSED"));
      JsonNode late = applied(device, offline(Commands.checkIn(delegate(1))).put("rollCall", 1));
      assertThat(late.path("headcount").path("present").asInt()).isEqualTo(1);
      List<JsonNode> log =
          organizer.log(gathering.conference(), late.path("revision").asLong() - 1);
      assertThat(log.getFirst().path("late").asBoolean()).isTrue();
    }
  }

  private static ObjectNode offline(ObjectNode command) {
    return command
        .put("offline", true)
        .put("happenedAt", Instant.now().minusSeconds(600).toString());
  }

  @Test
  void onlyAnExcuseMayBeGivenForARollCallThatIsStillPlanned() {
    String path = "/conferences/" + gathering.conference() + "/roll-calls";
    organizer.post(path, Json.object("title", "Buổi chiều", "trial", false)).expect(201);
    try (CheckInClient device = gathering.device(1)) {
      applied(device, Commands.excuse(delegate(0), "Ốm").put("rollCall", 2));
      JsonNode refused = device.ask(Commands.checkIn(delegate(0)).put("rollCall", 2));
      assertThat(refused.path("reason").asText()).isEqualTo("NOT_OPEN");
      assertThat(refused.path("retry").asText()).isEqualTo("SAME_ID");
    }
  }

  @Test
  void aMoveIsToldToBothSitesAndTheHomeSiteAndToNobodyElse() {
    try (CheckInClient home = gathering.device(0);
        CheckInClient from = gathering.device(1);
        CheckInClient to = gathering.device(2);
        CheckInClient colleague = gathering.device(2);
        CheckInClient unconcerned = gathering.device(3)) {
      String delegate = gathering.delegateOf(0, 0);
      applied(from, Commands.checkIn(delegate).put("force", true));
      home.awaitFrame("event");
      ObjectNode move = Commands.checkIn(delegate).put("force", true);
      long revision = applied(to, move).path("revision").asLong();

      for (CheckInClient concerned : List.of(home, from, colleague)) {
        JsonNode event = concerned.awaitFrame("event");
        assertThat(event.path("revision").asLong()).isEqualTo(revision);
        assertThat(event.path("event").path("id")).isEqualTo(move.path("id"));
        assertThat(event.path("delegate").path("site").asText()).isEqualTo(gathering.site(2));
      }
      for (CheckInClient other : List.of(unconcerned, to, from)) {
        other.sendText("{\"type\":\"ping\"}");
        other.awaitFrame("pong");
        assertThat(other.unread("event")).isEmpty();
      }
    }
  }

  @Test
  void aNewRollCallIsGreetedAnew() {
    try (CheckInClient device = gathering.device(1)) {
      organizer.rollCall(gathering.conference(), 1, "close").expect(200);
      JsonNode closed = device.welcome();
      assertThat(closed.path("rollCall").path("state").asText()).isEqualTo("CLOSED");
      organizer.rollCall(gathering.conference(), 1, "reopen").expect(200);
      JsonNode open = device.welcome();
      assertThat(open.path("rollCall").path("state").asText()).isEqualTo("OPEN");
      applied(device, Commands.checkIn(delegate(0)));
    }
  }

  @Test
  void anArrayOfTwoHundredIsAnsweredOneByOneAndOfTwoHundredAndOneNotAtAll() {
    try (CheckInClient device = gathering.device(1)) {
      List<ObjectNode> reports = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        reports.add(Commands.siteReport(i));
      }
      for (CompletableFuture<JsonNode> result : device.sendArray(reports)) {
        assertThat(CheckInClient.await(result).path("outcome").asText()).isEqualTo("APPLIED");
      }
      reports.add(Commands.siteReport(200));
      reports.forEach(report -> report.put("id", UUID.randomUUID().toString()));
      device.sendText(reports.toString());
      assertThat(device.awaitFrame("error").path("code").asText()).isEqualTo("INVALID");
      assertThat(device.unread("result")).hasSize(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "MALFORMED_FRAME | điểm danh",
        "MALFORMED_FRAME | {\"type\":\"ping\"",
        "MALFORMED_FRAME | \"ping\"",
        "MALFORMED_FRAME | {\"type\":\"ping\"} {}",
        "UNKNOWN_TYPE | {\"type\":\"chec-kin\",\"id\":\"00000000-0000-4000-8000-000000000001\"}",
        "INVALID | {\"id\":\"00000000-0000-4000-8000-000000000001\"}",
        "INVALID | {\"type\":7}",
        "INVALID | {\"type\":\"check-in\",\"delegate\":\"ĐB-0001\"}",
        "INVALID | {\"type\":\"check-in\",\"id\":\"x\",\"delegate\":\"ĐB-0001\"}",
        "INVALID |"
            + " {\"type\":\"check-in\",\"id\":\"00000000-0000-4000-8000-000000000001\",\"delegate\":5}",
        "INVALID | {\"type\":\"resume\",\"epoch\":\"a\",\"revision\":\"b\"}",
        "INVALID |"
            + " {\"type\":\"site-report\",\"id\":\"00000000-0000-4000-8000-000000000001\",\"counted\":\"21\"}"
      })
  void aFrameThatCannotBeReadIsAnErrorAndTheSocketStaysOpen(String code, String frame) {
    try (CheckInClient device = gathering.device(1)) {
      device.sendText(frame);
      JsonNode error = device.awaitFrame("error");
      assertThat(error.path("code").asText()).as(error.toString()).isEqualTo(code);
      applied(device, Commands.checkIn(delegate(0)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"excuse\",\"delegate\":\"ĐB-0001\"}",
        "{\"type\":\"check-in\",\"delegate\":\"mã có dấu cách\"}",
        "{\"type\":\"check-in\",\"delegate\":\"ĐB-0001\",\"source\":\"TELEPATHY\"}",
        "{\"type\":\"check-in\",\"delegate\":\"ĐB-0001\",\"happenedAt\":\"hôm qua\"}",
        "{\"type\":\"site-report\",\"counted\":-1}",
        "{\"type\":\"walk-in\",\"person\":{\"fullName\":\" \"}}"
      })
  void aReadableCommandWithWrongContentsIsRefusedAsInvalid(String body) {
    try (CheckInClient device = gathering.device(1)) {
      ObjectNode command = (ObjectNode) Json.read(body);
      command.put("id", UUID.randomUUID().toString());
      device.sendText(command.toString());
      JsonNode result = device.awaitFrame("result");
      assertThat(result.path("reason").asText()).isEqualTo("INVALID");
      assertThat(result.path("id")).isEqualTo(command.path("id"));
      assertThat(result.path("errors")).isNotEmpty();
    }
  }

  @Test
  void anOrganizerChecksInAtAnySiteAndUndoesAnything() {
    try (CheckInClient device = gathering.device(1);
        CheckInClient organizing =
            CheckInClient.connect(organizer, gathering.conference(), gathering.site(2))) {
      organizing.welcome();
      ObjectNode command = Commands.checkIn(delegate(0));
      applied(device, command);
      assertThat(state(applied(organizing, Commands.undo(command.path("id").asText()))))
          .isEqualTo("AWAITED");
    }
  }

  @Test
  void theSameCommandsOverHttpAreAnsweredTheSameAndToldToTheSockets() {
    try (CheckInClient device = gathering.device(1)) {
      Api pass = organizer.as(gathering.passes().get(gathering.site(1)));
      ObjectNode checkIn = Commands.checkIn(delegate(0));
      ArrayNode commands =
          JsonNodeFactory.instance
              .arrayNode()
              .add(checkIn)
              .add(Json.object("type", "check-in", "id", "x"))
              .add(Commands.checkIn(gathering.delegateOf(2, 0)))
              .add(Commands.checkOut(delegate(1)));
      JsonNode results = pass.commands(gathering.conference(), null, commands).expect(200);

      assertThat(results).hasSize(4);
      assertThat(results.get(0).path("outcome").asText()).isEqualTo("APPLIED");
      assertThat(results.get(1).path("reason").asText()).isEqualTo("INVALID");
      assertThat(results.get(2).path("outcome").asText()).isEqualTo("NEEDS_CONFIRMATION");
      assertThat(results.get(3).path("reason").asText()).isEqualTo("NOT_HERE");
      for (JsonNode result : results) {
        assertThat(org.rollcall.FrameSchemas.server(result.toString())).isEmpty();
      }
      assertThat(device.awaitFrame("event").path("event").path("id")).isEqualTo(checkIn.path("id"));
      assertThat(device.ask(checkIn).path("outcome").asText()).isEqualTo("REPLAYED");
      Api elsewhere = organizer.as(gathering.passes().get(gathering.site(2)));
      assertThat(elsewhere.commands(gathering.conference(), gathering.site(1), commands).status())
          .isEqualTo(403);
    }
  }

  /** Delegate number i of site 1. */
  private String delegate(int i) {
    return gathering.delegateOf(1, i);
  }

  private JsonNode applied(CheckInClient device, ObjectNode command) {
    JsonNode result = device.ask(command);
    assertThat(result.path("outcome").asText()).as(result.toString()).isEqualTo("APPLIED");
    return result;
  }

  private static String state(JsonNode result) {
    return result.path("delegate").path("state").asText();
  }
}
