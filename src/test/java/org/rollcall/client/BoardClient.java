package org.rollcall.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rollcall.FrameSchemas;

/**
 * A board. Folds snapshots and deltas into the state that it shows, and holds the server to an
 * unbroken chain of revisions.
 */
public final class BoardClient extends SocketClient {
  private static final String PATH = "/ws/v1/board?conference=";

  private final Map<String, JsonNode> sites = new TreeMap<>();
  private @Nullable JsonNode totals;
  private long revision = -1;
  private volatile long heardAt = System.nanoTime();

  private BoardClient(URI base, String pathAndQuery, String token) {
    super(FrameSchemas.Socket.BOARD, base, pathAndQuery, token);
  }

  /** Connects to the board of a conference. */
  public static BoardClient connect(Api caller, long conference, String furtherQuery) {
    BoardClient client =
        new BoardClient(caller.base(), PATH + conference + furtherQuery, caller.token());
    client.open();
    return client;
  }

  /** What a board shows. */
  public record Shown(long revision, JsonNode totals, Map<String, JsonNode> sites) {}

  /** What the board shows now, once it shows at least this revision. */
  public Shown awaitRevision(long atLeast) {
    long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000;
    synchronized (this) {
      while (revision < atLeast) {
        check();
        if (System.nanoTime() > deadline || isClosed()) {
          throw new AssertionError("the board stands at " + revision + ", not " + atLeast);
        }
        try {
          wait(500);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted", e);
        }
      }
      check();
      return shown();
    }
  }

  /** What the board shows now. */
  public synchronized Shown shown() {
    return new Shown(revision, java.util.Objects.requireNonNull(totals), Map.copyOf(sites));
  }

  /** For how long no frame has come. */
  public Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heardAt);
  }

  @Override
  void heard(JsonNode frame) {
    heardAt = System.nanoTime();
    long at = frame.path("revision").asLong();
    switch (frame.path("type").asText()) {
      case "snapshot" -> {
        if (at < revision) {
          violation("a snapshot of " + at + " after " + revision);
        }
        sites.clear();
        show(frame);
      }
      case "delta" -> {
        if (frame.path("from").asLong() != revision) {
          violation("a delta from " + frame.path("from") + " after " + revision);
        }
        show(frame);
      }
      case "heartbeat" -> {
        if (at != revision) {
          violation("a heartbeat of " + at + " after " + revision);
        }
      }
      default -> violation("an unknown frame " + frame);
    }
    revision = at;
  }

  private void show(JsonNode frame) {
    totals = frame.path("totals");
    frame.path("sites").forEach(site -> sites.put(site.path("code").asText(), site));
  }

  @Override
  void gone() {}
}
