package org.rollcall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator's device: one check-in socket with a pass of its own. It connects again when the
 * line breaks, resumes where it was, and sends again under the same id what was not answered. For
 * one thread.
 */
final class Device {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int TRIES = 20;
  private static final int MOST_IN_A_FRAME = 200;

  private final HttpClient client;
  private final URI address;
  private final String token;
  private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private @Nullable Wire wire;
  private volatile String epoch = "";
  private volatile long revision;
  private volatile int present;

  Device(HttpClient client, URI server, String token) {
    this.client = client;
    this.address = URI.create("ws" + server.toString().substring(4)).resolve("/ws/v1/check-in");
    this.token = token;
  }

  /** Connects, waits for the greeting, and asks for what it missed since it was last connected. */
  void connect() throws IOException, InterruptedException {
    var welcome = new CompletableFuture<JsonNode>();
    var resumed = new CompletableFuture<JsonNode>();
    Wire opened =
        Wire.open(
            client,
            address,
            token,
            frame -> {
              switch (frame.path("type").asText()) {
                case "welcome" -> welcome.complete(frame);
                case "resumed", "reload" -> resumed.complete(frame);
                default -> {}
              }
              take(frame);
            });
    wire = opened;
    String known = epoch;
    long since = revision;
    JsonNode greeting = await(opened, welcome);
    epoch = greeting.path("epoch").asText();
    if (!known.isEmpty()) {
      ObjectNode resume = Json.object().put("type", "resume");
      opened.send(resume.put("epoch", known).put("revision", since).toString());
      await(opened, resumed);
    }
    revision = Math.max(revision, greeting.path("revision").asLong());
  }

  /** The line is gone, without a word to the server. */
  void cut() {
    Wire lost = wire;
    wire = null;
    if (lost != null) {
      lost.cut();
    }
  }

  /** How many are present at the site, as far as the device has heard. */
  int present() {
    return present;
  }

  /** Sends a command and waits for its answer, over as many connections as it takes. */
  JsonNode ask(ObjectNode command) throws IOException, InterruptedException {
    return ask(List.of(command)).getFirst();
  }

  /** Sends commands as one frame, up to 200 of them, and waits for their answers. */
  List<JsonNode> ask(List<ObjectNode> commands) throws IOException, InterruptedException {
    var answers = new ArrayList<JsonNode>();
    for (int from = 0; from < commands.size(); from += MOST_IN_A_FRAME) {
      int to = Math.min(commands.size(), from + MOST_IN_A_FRAME);
      answers.addAll(askFrame(commands.subList(from, to)));
    }
    return answers;
  }

  private List<JsonNode> askFrame(List<ObjectNode> commands)
      throws IOException, InterruptedException {
    IOException last = new IOException("not sent");
    for (int i = 0; i < TRIES; i++) {
      try {
        List<JsonNode> answers = askOnce(commands);
        if (answers.stream().noneMatch(Device::isToBeSentAgain)) {
          return answers;
        }
      } catch (IOException e) {
        last = e;
        cut();
      }
      Thread.sleep(ThreadLocalRandom.current().nextLong(200, 800));
    }
    throw last;
  }

  private List<JsonNode> askOnce(List<ObjectNode> commands)
      throws IOException, InterruptedException {
    if (wire == null || wire.ended().isDone()) {
      connect();
    }
    Wire line = wire;
    if (line == null) {
      throw new IOException("no line");
    }
    var answers = new ArrayList<CompletableFuture<JsonNode>>();
    for (ObjectNode command : commands) {
      var answer = new CompletableFuture<JsonNode>();
      waiting.put(command.path("id").asText(), answer);
      answers.add(answer);
    }
    line.send(commands.size() == 1 ? commands.getFirst().toString() : frame(commands));
    var results = new ArrayList<JsonNode>();
    for (CompletableFuture<JsonNode> answer : answers) {
      results.add(await(line, answer));
    }
    return results;
  }

  private static String frame(List<ObjectNode> commands) {
    ArrayNode array = Json.object().arrayNode();
    commands.forEach(array::add);
    return array.toString();
  }

  private static boolean isToBeSentAgain(JsonNode answer) {
    return answer.path("retry").asText().equals("SAME_ID");
  }

  private void take(JsonNode frame) {
    JsonNode headcount = frame.path("headcount").path("present");
    if (headcount.isInt()) {
      present = headcount.asInt();
    }
    String type = frame.path("type").asText();
    boolean replayed = frame.path("outcome").asText().equals("REPLAYED");
    if (frame.path("revision").isIntegralNumber() && !replayed && !type.equals("welcome")) {
      revision = Math.max(revision, frame.path("revision").asLong());
    }
    if (type.equals("result") || type.equals("error")) {
      CompletableFuture<JsonNode> answer = waiting.remove(frame.path("id").asText());
      if (answer != null) {
        answer.complete(frame);
      }
    }
  }

  private static JsonNode await(Wire line, CompletableFuture<JsonNode> frame)
      throws IOException, InterruptedException {
    try {
      CompletableFuture.anyOf(frame, line.ended()).get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      if (frame.isDone()) {
        return frame.get();
      }
      throw new IOException("the line broke: " + line.ended().get());
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no answer in " + ANSWER.toSeconds() + " s", e);
    }
  }
}
