package org.rollcall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Open boards: one in fifty parses what it gets, the others drain it. */
final class Boards implements AutoCloseable {
  private static final int PARSING = 50;

  /** A delta, and when it came, in microseconds of the clock. */
  private record Delta(long from, long revision, long at) {}

  private final Lines lines = new Lines("boards");
  private final List<Delta> deltas = new ArrayList<>();
  private final AtomicLong snapshots = new AtomicLong();
  private final ObjectMapper json = new ObjectMapper();

  Boards(ServerProcess server, long conference, int count) {
    String pass = server.boardPass(conference);
    for (int i = 0; i < count; i++) {
      lines.open(
          server.port,
          "/ws/v1/board?conference=" + conference,
          pass,
          i % PARSING == 0 ? this::text : null);
    }
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (snapshots.get() < (count + PARSING - 1) / PARSING) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("boards without a snapshot");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void text(Line line, byte[] bytes, int from, int length, long nanos) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    try {
      JsonNode frame = json.readTree(bytes, from, length);
      switch (frame.get("type").asText()) {
        case "delta" -> {
          synchronized (deltas) {
            deltas.add(new Delta(frame.get("from").asLong(), frame.get("revision").asLong(), now));
          }
        }
        case "snapshot" -> snapshots.incrementAndGet();
        default -> {}
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * How long after it was recorded each event was seen on each parsing board, in milliseconds,
   * sorted.
   *
   * @param after the revision before the first
   * @param recorded when each event was recorded, in microseconds of the clock
   */
  double[] delays(long after, long[] recorded) {
    lines.requireOpen();
    var delays = new ArrayList<Double>();
    synchronized (deltas) {
      for (Delta delta : deltas) {
        for (long r = Math.max(delta.from, after) + 1; r <= delta.revision; r++) {
          int index = (int) (r - after - 1);
          if (index < recorded.length) {
            delays.add((delta.at - recorded[index]) / 1e3);
          }
        }
      }
      deltas.clear();
    }
    return delays.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  int parsing() {
    return (lines.all().size() + PARSING - 1) / PARSING;
  }

  @Override
  public void close() {
    lines.close();
  }
}
