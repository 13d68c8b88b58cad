package org.rollcall.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.rollcall.FrameSchemas;

/**
 * A client as the protocol describes one: takes the snapshot, merges each delta into it, and holds
 * every frame against the published schemas and the chain of revisions.
 */
final class Watcher implements WebSocket.Listener {
  final List<String> texts = new CopyOnWriteArrayList<>();
  final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final List<String> complaints = new ArrayList<>();
  private final Map<String, JsonNode> sites = new TreeMap<>();
  private final ObjectMapper json;
  private final StringBuilder partial = new StringBuilder();
  WebSocket socket;
  private JsonNode totals;
  private long revision = -1;

  Watcher(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      hear(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  private synchronized void hear(String text) {
    complaints.addAll(FrameSchemas.server(FrameSchemas.Socket.BOARD, text));
    JsonNode frame;
    try {
      frame = json.readTree(text);
    } catch (Exception e) {
      complaints.add("no JSON: " + text);
      return;
    }
    switch (frame.get("type").textValue()) {
      case "snapshot" -> {
        sites.clear();
        take(frame);
      }
      case "delta" -> {
        if (frame.get("from").longValue() != revision) {
          complaints.add("from " + frame.get("from") + " after " + revision);
        }
        frame
            .get("sites")
            .forEach(site -> {
              if (!sites.containsKey(site.get("code").textValue())) {
                complaints.add("a site that no snapshot had: " + site);
              }
            });
        take(frame);
      }
      case "heartbeat" -> revision = frame.get("revision").longValue();
      default -> {}
    }
    texts.add(text);
    frames.add(frame);
  }

  private void take(JsonNode frame) {
    frame.get("sites").forEach(site -> sites.put(site.get("code").textValue(), site));
    totals = frame.get("totals");
    long next = frame.get("revision").longValue();
    if (next < revision) {
      complaints.add("revision " + next + " after " + revision);
    }
    revision = next;
  }

  synchronized long revision() {
    return revision;
  }

  synchronized JsonNode totals() {
    return totals;
  }

  synchronized Map<String, JsonNode> sites() {
    return new TreeMap<>(sites);
  }

  JsonNode site(String code) {
    return sites().get(code);
  }

  List<JsonNode> ofType(String type) {
    return frames.stream().filter(frame -> frame.get("type").textValue().equals(type)).toList();
  }

  /** Waits until it has what it needs; every frame until then must be right. */
  Watcher until(Predicate<Watcher> enough) {
    Awaitility.await().atMost(java.time.Duration.ofSeconds(30)).until(() -> enough.test(this));
    requireRight();
    return this;
  }

  Watcher untilRevision(long wanted) {
    return until(w -> w.revision() >= wanted);
  }

  synchronized void requireRight() {
    assertThat(complaints).isEmpty();
  }
}
