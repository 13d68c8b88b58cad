package org.rollcall.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rollcall.FrameSchemas;

/**
 * A coordinator's device. Beside the frames themselves it holds the server to its promises: the
 * greeting comes first, results come in the order of the commands, and frames with a revision in
 * that of revisions.
 */
public final class CheckInClient extends SocketClient {
  private static final String PATH = "/ws/v1/check-in";

  /** A command without an answer. */
  private record Pending(String id, CompletableFuture<JsonNode> result) {}

  private final Deque<Pending> pending = new ArrayDeque<>();
  private boolean greeted;
  private boolean resuming;
  private long revision;

  private CheckInClient(URI base, String pathAndQuery, String token) {
    super(FrameSchemas.Socket.CHECK_IN, base, pathAndQuery, token);
  }

  /** Connects with a site pass. */
  public static CheckInClient connect(URI base, String pass) {
    return opened(new CheckInClient(base, PATH, pass));
  }

  /** Connects as an organizer, to one site of a conference. */
  public static CheckInClient connect(Api organizer, long conference, String site) {
    String query = "?conference=" + conference + "&site=" + Api.encode(site);
    return opened(new CheckInClient(organizer.base(), PATH + query, organizer.token()));
  }

  private static CheckInClient opened(CheckInClient client) {
    client.open();
    return client;
  }

  /** Waits for the first greeting. */
  public JsonNode welcome() {
    return awaitFrame("welcome");
  }

  /** Sends a command; its answer, to come. Ends in {@link Lost} if the connection goes before. */
  public CompletableFuture<JsonNode> send(ObjectNode command) {
    return sendAll(List.of(command), command.toString()).getFirst();
  }

  /** Sends commands as one frame; their answers, to come. */
  public List<CompletableFuture<JsonNode>> sendArray(List<ObjectNode> commands) {
    return sendAll(commands, commands.toString());
  }

  private synchronized List<CompletableFuture<JsonNode>> sendAll(
      List<ObjectNode> commands, String frame) {
    for (String wrong : FrameSchemas.client(FrameSchemas.Socket.CHECK_IN, frame)) {
      violation(wrong + " in " + frame);
    }
    List<CompletableFuture<JsonNode>> results = new ArrayList<>();
    for (ObjectNode command : commands) {
      Pending waiting =
          new Pending(command.path("id").asText().toLowerCase(), new CompletableFuture<>());
      results.add(waiting.result());
      if (isClosed()) {
        waiting.result().completeExceptionally(new Lost());
      } else {
        pending.add(waiting);
      }
    }
    sendText(frame);
    return results;
  }

  /** Sends a command and waits for its answer. */
  public JsonNode ask(ObjectNode command) {
    return await(send(command));
  }

  /** Waits for an answer. */
  public static JsonNode await(CompletableFuture<JsonNode> result) {
    try {
      return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("a command was not answered", e);
    }
  }

  /** The connection went before the answer came. */
  public static final class Lost extends RuntimeException {
    Lost() {
      super("the connection went before the answer came");
    }
  }

  /** Asks for what came after a revision. */
  public synchronized void resume(String epoch, long after) {
    resuming = true;
    sendText(Json.object("type", "resume", "epoch", epoch, "revision", after).toString());
  }

  @Override
  void heard(JsonNode frame) {
    String type = frame.path("type").asText();
    if (!greeted && !type.equals("welcome")) {
      violation("before the greeting came " + frame);
    }
    switch (type) {
      case "welcome" -> {
        greeted = true;
        inOrder(frame, revision);
      }
      case "result" -> {
        if (frame.path("outcome").asText().equals("APPLIED")) {
          inOrder(frame, revision + 1);
        }
        answered(frame);
      }
      case "event" -> {
        if (frame.path("event").path("revision").asLong() != frame.path("revision").asLong()) {
          violation("two revisions in " + frame);
        }
        inOrder(frame, revision + 1);
      }
      case "resumed" -> {
        resuming = false;
        inOrder(frame, revision);
      }
      case "reload" -> resuming = false;
      default -> {}
    }
  }

  private void inOrder(JsonNode frame, long lowest) {
    long at = frame.path("revision").asLong();
    if (at < lowest && !resuming) {
      violation("revision " + at + " after " + revision + " in " + frame);
    }
    revision = at;
  }

  private void answered(JsonNode result) {
    String id = result.path("id").asText().toLowerCase();
    Pending head = pending.peek();
    if (head != null && head.id().equals(id)) {
      pending.remove();
      head.result().complete(result);
    } else if (pending.stream().anyMatch(waiting -> waiting.id().equals(id))) {
      violation("an answer out of order: " + result);
    }
  }

  @Override
  void gone() {
    List<Pending> lost;
    synchronized (this) {
      lost = List.copyOf(pending);
      pending.clear();
    }
    lost.forEach(waiting -> waiting.result().completeExceptionally(new Lost()));
  }
}
