package org.rollcall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A board in a hall: one socket with a board pass, and the state that its frames add up to. */
final class BoardWatch {
  private final HttpClient client;
  private final URI address;
  private final String token;
  private final Map<String, JsonNode> sites = new HashMap<>();
  private JsonNode totals = Json.object();
  private long revision = -1;
  private boolean inOrder = true;
  private @Nullable Wire wire;

  BoardWatch(HttpClient client, URI server, long conference, String token) {
    this.client = client;
    this.address =
        URI.create("ws" + server.toString().substring(4))
            .resolve("/ws/v1/board?conference=" + conference);
    this.token = token;
  }

  /** Connects if it is not connected; every connection begins with a snapshot. */
  void connect() throws IOException, InterruptedException {
    if (wire == null || wire.ended().isDone()) {
      wire = Wire.open(client, address, token, this::take);
    }
  }

  void close() {
    if (wire != null) {
      wire.cut();
    }
  }

  private synchronized void take(JsonNode frame) {
    switch (frame.path("type").asText()) {
      case "snapshot" -> {
        sites.clear();
        show(frame);
      }
      case "delta" -> {
        inOrder &= frame.path("from").asLong() == revision;
        show(frame);
      }
      default -> {}
    }
    revision = frame.path("revision").asLong(revision);
    notifyAll();
  }

  private void show(JsonNode frame) {
    totals = frame.path("totals");
    frame.path("sites").forEach(site -> sites.put(site.path("code").asText(), site));
  }

  /** Waits until the board has shown a revision; false if it has not in that time. */
  synchronized boolean await(long wanted, Duration patience) throws InterruptedException {
    Instant end = Instant.now().plus(patience);
    while (revision < wanted) {
      long left = Duration.between(Instant.now(), end).toMillis();
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** One of the totals, as {@code present} or {@code sitesOnline}. */
  synchronized int total(String name) {
    return totals.path(name).asInt();
  }

  synchronized Figures totals() {
    return Figures.of(totals);
  }

  synchronized Map<String, Figures> sites() {
    return sites.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, site -> Figures.of(site.getValue().path("headcount"))));
  }

  /** Whether each delta followed on the frame before it. */
  synchronized boolean inOrder() {
    return inOrder;
  }
}
