package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.FrameSchemas.Socket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FrameSchemasTest {

  private static final Set<String> FROM_CLIENT =
      Set.of(
          "checkIn",
          "checkOut",
          "excuse",
          "absent",
          "walkIn",
          "substitute",
          "undo",
          "siteReport",
          "commands",
          "resume",
          "ping");

  private static final String ID = "\"01970a3c-5b7e-7c21-9f0e-3d5a1c9b0001\"";
  private static final String FIGURES =
      """
      "expected":17,"present":12,"own":10,"visitors":1,"walkIns":1,"substitutes":0,\
      "presentElsewhere":0,"left":0,"excused":1,"absent":0,"substituted":0,"awaited":6\
      """;
  private static final String TOTALS =
      "{" + FIGURES + ",\"sites\":24,\"sitesOnline\":3,\"sitesReported\":1}";
  private static final String HEADCOUNT = "\"headcount\":{" + FIGURES + "}";
  private static final String CARD =
      """
      {"code":"CL-0231","fullName":"Nguyễn Văn Đức","title":null,"organisation":"Xã Gia Cát",\
      "homeSite":"CL-07","kind":"ROSTER","state":"PRESENT","site":"CL-07",\
      "since":"2020-05-11T00:41:03.120Z","revision":129}\
      """;

  // The document as a whole

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void everyExampleOfTheDocumentIsAFrameThatTheDocumentAllows(String message, JsonNode payload) {
    assertThat(judge(message, payload)).isEmpty();
  }

  @Test
  void everyMessageOfTheDocumentHasAnExampleAndIsSentOrReceived() {
    Set<String> shown = new HashSet<>();
    examples().forEach(example -> shown.add((String) example.get()[0]));
    Set<String> used = new HashSet<>();
    for (JsonNode operation : FrameSchemas.document().at("/operations").values()) {
      for (JsonNode message : operation.at("/messages").values()) {
        String reference = message.at("/$ref").stringValue();
        used.add(reference.substring(reference.lastIndexOf('/') + 1));
      }
    }

    Set<String> all =
        Set.copyOf(FrameSchemas.document().at("/components/messages").propertyNames());
    assertThat(shown).isEqualTo(all);
    assertThat(used).isEqualTo(all);
  }

  @Test
  void everyReferenceOfTheDocumentLeadsSomewhere() {
    FrameSchemas.document()
        .findValues("$ref")
        .forEach(reference ->
            assertThat(
                    FrameSchemas.document()
                        .at(reference.stringValue().substring(1))
                        .isMissingNode())
                .as(reference.stringValue())
                .isFalse());
  }

  // What is found in server frames

  @ParameterizedTest(name = "{0}")
  @MethodSource("serverExamples")
  void anUnknownFieldAnywhereInAServerFrameIsFound(String message, JsonNode payload) {
    withEachObject(
        payload,
        (frame, changed) -> {
          changed.put("surprise", 1);
          assertThat(judge(message, frame)).as(frame.toString()).isNotEmpty();
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void aRequiredFieldThatIsMissingIsFound(String message, JsonNode payload) {
    JsonNode required = schemaOf(message).at("/required");
    for (JsonNode name : required.values()) {
      ObjectNode frame = (ObjectNode) payload.deepCopy();
      frame.remove(name.stringValue());

      assertThat(judge(message, frame)).as("without " + name).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("figureNames")
  void aHeadcountWithoutOneOfTheTwelveFiguresIsFound(String figure) {
    String whole = result("\"outcome\":\"APPLIED\",\"revision\":129,\"review\":false," + HEADCOUNT);
    assertThat(FrameSchemas.server(whole)).isEmpty();

    assertThat(
            FrameSchemas.server(
                whole.replaceAll("\"" + figure + "\":\\d+,?", "").replace(",}", "}")))
        .singleElement()
        .asString()
        .contains(figure);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongServerFrames")
  void aWrongServerFrameIsFound(String what, String frame, String where) {
    assertThat(FrameSchemas.server(frame)).anySatisfy(line -> assertThat(line).contains(where));
  }

  static Stream<Arguments> wrongServerFrames() {
    return Stream.of(
        wrong("not JSON", "{\"type\":", "not JSON"),
        wrong("a name twice", "{\"type\":\"reload\",\"type\":\"reload\"}", "not JSON"),
        wrong("no object", "\"reload\"", "neither an object nor an array"),
        wrong("no type", "{\"revision\":1}", "/type"),
        wrong("an unknown type", "{\"type\":\"bonjour\"}", "bonjour"),
        wrong("an unknown outcome", result("\"outcome\":\"PERHAPS\""), "PERHAPS"),
        wrong("a client's frame", "{\"type\":\"ping\"}", "ping"),
        wrong(
            "an unknown code of an error",
            "{\"type\":\"error\",\"code\":\"OOPS\",\"message\":\"…\"}",
            "/code"),
        wrong("a time without an offset", pong("\"2020-05-11T07:41:03\""), "/serverTime"),
        wrong("a time as a number", pong("1589157663"), "/serverTime"),
        wrong("a negative revision", "{\"type\":\"resumed\",\"revision\":-1}", "/revision"),
        wrong(
            "an applied result with retry",
            result(
                "\"outcome\":\"APPLIED\",\"revision\":1,\"review\":false,\"retry\":\"NEVER\","
                    + HEADCOUNT),
            "retry"),
        wrong(
            "an applied result with a null headcount",
            result("\"outcome\":\"APPLIED\",\"revision\":1,\"review\":false,\"headcount\":null"),
            "/headcount"),
        wrong("an unknown reason", refused("BECAUSE", "NEVER", ""), "/reason"),
        wrong("a question as a refusal", refused("WRONG_SITE", "NEVER", ""), "/reason"),
        wrong("a refusal to try again", refused("NOT_HERE", "SAME_ID", ""), "/retry"),
        wrong("no way to try later", refused("TRY_LATER", "NEVER", ""), "/retry"),
        wrong("an invalid command without errors", refused("INVALID", "NEVER", ""), "errors"),
        wrong(
            "a reused id with a card",
            refused("ID_REUSED", "NEVER", ",\"delegate\":" + CARD),
            "/delegate"),
        wrong("a same name without candidates", asked("SAME_NAME", ""), "candidates"),
        wrong("a refusal as a question", asked("NOT_HERE", ""), "/reason"),
        wrong(
            "a half card of another site's delegate",
            asked(
                "WRONG_SITE",
                ",\"delegate\":{\"fullName\":\"Vi Thị"
                    + " Mai\",\"homeSite\":\"CL-02\",\"state\":\"LEFT\"}"),
            "/delegate"),
        wrong(
            "an unknown state on a card",
            asked("WRONG_SITE", ",\"delegate\":" + CARD.replace("PRESENT", "ASLEEP")),
            "/delegate"),
        wrong(
            "a board whose row has no subtree, not even null",
            delta(row("\"report\":null")),
            "subtree"),
        wrong(
            "an unknown link state",
            delta(row("\"report\":null,\"subtree\":null").replace("NEVER", "BUSY")),
            "/sites/0/link/state"),
        wrong(
            "a row whose figures are a subtree's",
            delta(row("\"report\":null,\"subtree\":null").replace("{" + FIGURES + "}", TOTALS)),
            "/sites/0/headcount"),
        wrong(
            "totals without the number of sites",
            delta("").replace(TOTALS, "{" + FIGURES + "}"),
            "/totals"),
        wrong("an event of no known type", event("\"type\":\"dance\""), "/event/type"),
        wrong(
            "an event that leaves undoes out",
            event("\"type\":\"check-in\"").replace("\"undoes\":null,", ""),
            "undoes"),
        wrong("an undo of nothing", event("\"type\":\"undo\""), "/event/undoes"),
        wrong("a substitution without the person", event("\"type\":\"substitute\""), "person"),
        wrong(
            "a walk-in who stood somewhere before", event("\"type\":\"walk-in\""), "/event/from"));
  }

  @Test
  void aNullFieldMayBeLeftOutWhereTheProtocolDoesNotShowIt() {
    assertThat(FrameSchemas.server(asked("WRONG_SITE", ",\"delegate\":" + CARD))).isEmpty();
    assertThat(
            FrameSchemas.server(
                asked(
                    "WRONG_SITE",
                    ",\"previous\":null,\"candidates\":null,\"delegate\":"
                        + CARD.replace("\"title\":null,", ""))))
        .isEmpty();
    assertThat(FrameSchemas.server(event("\"type\":\"check-in\""))).isEmpty();
    assertThat(FrameSchemas.server(event("\"type\":\"check-in\",\"person\":null"))).isEmpty();
  }

  @Test
  void theSocketsAreToldApart() {
    String welcome = serverExample("welcome").toString();
    String snapshot = serverExample("snapshot").toString();

    assertThat(FrameSchemas.server(Socket.CHECK_IN, welcome)).isEmpty();
    assertThat(FrameSchemas.server(Socket.BOARD, welcome)).isNotEmpty();
    assertThat(FrameSchemas.server(Socket.BOARD, snapshot)).isEmpty();
    assertThat(FrameSchemas.server(Socket.CHECK_IN, snapshot)).isNotEmpty();
    assertThat(FrameSchemas.client(Socket.CHECK_IN, "{\"type\":\"ping\"}")).isEmpty();
    assertThat(FrameSchemas.client(Socket.BOARD, "{\"type\":\"ping\"}")).isNotEmpty();
  }

  @Test
  void aReplayIsJudgedLikeTheFirstAnswer() {
    String applied = serverExample("resultApplied").toString();

    assertThat(FrameSchemas.server(applied.replace("APPLIED", "REPLAYED"))).isEmpty();
  }

  // What is found in client frames

  @ParameterizedTest(name = "{0}")
  @MethodSource("clientExamples")
  void anUnknownFieldInAClientFrameIsIgnored(String message, JsonNode payload) {
    withEachObject(
        payload,
        (frame, changed) -> {
          changed.put("surprise", 1);
          assertThat(judge(message, frame)).as(frame.toString()).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"check-in\",\"id\":%s,\"delegate\":\"DB-0147\",\"source\":\"GUESS\"}",
        "{\"type\":\"check-in\",\"id\":%s,\"delegate\":147}",
        "{\"type\":\"check-in\",\"id\":%s,\"delegate\":\"\"}",
        "{\"type\":\"check-in\",\"id\":%s}",
        "{\"type\":\"check-in\",\"id\":%s,\"delegate\":\"DB-0147\",\"force\":\"yes\"}",
        "{\"type\":\"check-in\",\"id\":%s,\"delegate\":\"DB-0147\",\"rollCall\":\"1\"}",
        "{\"type\":\"check-in\",\"id\":%s,\"delegate\":\"DB-0147\",\"happenedAt\":\"7:41\"}",
        "{\"type\":\"check-in\",\"id\":\"12\",\"delegate\":\"DB-0147\",\"x\":%s}",
        "{\"type\":\"excuse\",\"id\":%s,\"delegate\":\"DB-0148\"}",
        "{\"type\":\"excuse\",\"id\":%s,\"delegate\":\"DB-0148\",\"reason\":\"\"}",
        "{\"type\":\"walk-in\",\"id\":%s,\"person\":{\"title\":\"Trưởng thôn\"}}",
        "{\"type\":\"substitute\",\"id\":%s,\"delegate\":\"DB-0150\",\"person\":{}}",
        "{\"type\":\"undo\",\"id\":%s,\"undoes\":\"the last one\"}",
        "{\"type\":\"site-report\",\"id\":%s,\"counted\":-1}",
        "{\"type\":\"site-report\",\"id\":%s,\"counted\":20.5}",
        "{\"type\":\"resume\",\"epoch\":%s}",
        "{\"type\":\"dance\",\"id\":%s}",
        "[{\"type\":\"ping\",\"id\":%s}]",
        "[{\"type\":\"check-out\",\"id\":%s}]",
      })
  void aWrongClientFrameIsFound(String frame) {
    assertThat(FrameSchemas.client(frame.formatted(ID))).isNotEmpty();
  }

  @Test
  void anArrayHoldsUpToTwoHundredCommands() {
    assertThat(FrameSchemas.client(arrayOf(200))).isEmpty();
    assertThat(FrameSchemas.client(arrayOf(201))).isNotEmpty();
  }

  private static String arrayOf(int commands) {
    String command = "{\"type\":\"check-out\",\"id\":%s,\"delegate\":\"DB-0147\"}".formatted(ID);
    return IntStream.range(0, commands).mapToObj(_ -> command).toList().toString();
  }

  // Frames in the form of the protocol

  private static Arguments wrong(String what, String frame, String where) {
    return Arguments.of(what, frame, where);
  }

  private static String pong(String time) {
    return "{\"type\":\"pong\",\"serverTime\":" + time + "}";
  }

  private static String result(String rest) {
    return "{\"type\":\"result\",\"id\":" + ID + "," + rest + "}";
  }

  private static String refused(String reason, String retry, String rest) {
    return result(
        "\"outcome\":\"REFUSED\",\"reason\":\"%s\",\"message\":\"…\",\"retry\":\"%s\"%s"
            .formatted(reason, retry, rest));
  }

  private static String asked(String reason, String rest) {
    return result(
        "\"outcome\":\"NEEDS_CONFIRMATION\",\"reason\":\"%s\",\"message\":\"…\"%s"
            .formatted(reason, rest));
  }

  private static String delta(String rows) {
    return """
    {"type":"delta","from":128,"revision":141,"asOf":"2020-05-11T00:41:03Z","totals":%s,\
    "sites":[%s]}\
    """
        .formatted(TOTALS, rows);
  }

  private static String row(String rest) {
    return """
    {"code":"CL-07","parent":"CL-00","name":"Xã Gia Cát","kind":"BRANCH",%s,\
    "link":{"state":"NEVER","devices":0},%s}\
    """
        .formatted(HEADCOUNT, rest);
  }

  private static String event(String type) {
    return """
    {"type":"event","revision":129,"event":{"revision":129,"id":%s,%s,"rollCall":1,\
    "delegate":"DB-0147","site":"CL-07","from":{"state":"AWAITED"},\
    "to":{"state":"PRESENT","site":"CL-07"},"happenedAt":"2020-05-11T07:41:03.120+07:00",\
    "recordedAt":"2020-05-11T00:41:03.410Z","recordedBy":"pass:12","source":"SCAN","undoes":null,\
    "offline":false,"late":false,"review":false},"delegate":%s,%s}\
    """
        .formatted(ID, type, CARD, HEADCOUNT);
  }

  // The document's examples

  static Stream<Arguments> examples() {
    List<Arguments> all = new ArrayList<>();
    FrameSchemas.document()
        .at("/components/messages")
        .forEachEntry((message, described) ->
            described
                .at("/examples")
                .forEach(example -> all.add(Arguments.of(message, example.at("/payload")))));
    return all.stream();
  }

  static Stream<Arguments> serverExamples() {
    return examples().filter(example -> !FROM_CLIENT.contains((String) example.get()[0]));
  }

  static Stream<Arguments> clientExamples() {
    return examples().filter(example -> FROM_CLIENT.contains((String) example.get()[0]));
  }

  static Stream<String> figureNames() {
    return FrameSchemas.document()
        .at("/components/schemas/figures/properties")
        .propertyStream()
        .map(Map.Entry::getKey);
  }

  private static JsonNode serverExample(String message) {
    return FrameSchemas.document().at("/components/messages/" + message + "/examples/0/payload");
  }

  private static JsonNode schemaOf(String message) {
    String reference =
        FrameSchemas.document()
            .at("/components/messages/" + message + "/payload/$ref")
            .stringValue();
    return FrameSchemas.document().at(reference.substring(1));
  }

  private static List<String> judge(String message, JsonNode payload) {
    return FROM_CLIENT.contains(message)
        ? FrameSchemas.client(payload.toString())
        : FrameSchemas.server(payload.toString());
  }

  /** Hands over a fresh copy of the frame for each object in it, with that object to be changed. */
  private static void withEachObject(JsonNode frame, BiConsumer<JsonNode, ObjectNode> check) {
    int objects = objectsIn(frame).size();
    for (int i = 0; i < objects; i++) {
      JsonNode copy = frame.deepCopy();
      check.accept(copy, objectsIn(copy).get(i));
    }
  }

  private static List<ObjectNode> objectsIn(JsonNode node) {
    List<ObjectNode> found = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      found.add(object);
    }
    node.forEach(child -> found.addAll(objectsIn(child)));
    return found;
  }
}
