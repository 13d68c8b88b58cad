package org.rollcall.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Open boards on a thread of their own: the root's, and those of some provinces. They tell how long
 * after a command its figures were to be seen.
 */
final class Boards implements AutoCloseable {
  private static final int LARGEST_FRAME = 64 * 1024 * 1024;
  private static final int REMEMBERED = 2_000;
  private static final long PATIENCE_SECONDS = 60;
  private static final long PAUSE_MILLIS = 1_000;

  /**
   * An event that a board must show.
   *
   * @param due when its command was to be sent
   * @param resultAt when its result came
   */
  record Shown(long revision, int site, long due, long resultAt, boolean measured) {}

  /** One board's beginning, timed. */
  record Opening(long fromRequest, long fromHandshake, int bytes) {}

  final Histogram fromDue = Meter.histogram();
  final Histogram fromResult = Meter.histogram();
  final Histogram snapshotFromRequest = Meter.histogram();
  final Histogram snapshotFromHandshake = Meter.histogram();

  private final Wires wires;
  private final Meter meter;
  private final Nation nation;
  private final String token;
  private final long conference;
  private final List<Board> boards = new ArrayList<>();
  private long frames;
  private long bytes;
  private int largestSnapshot;
  private volatile boolean leaving;

  Boards(Arguments arguments, Nation nation, String token, long conference, Meter meter) {
    this.wires = new Wires("boards", arguments, LARGEST_FRAME);
    this.meter = meter;
    this.nation = nation;
    this.token = token;
    this.conference = conference;
  }

  /**
   * Opens so many: every other one the root's, the rest of what is right below it. From another
   * thread.
   */
  void open(int count) throws InterruptedException, IOException {
    List<Integer> below = nation.children(Nation.ROOT);
    for (int i = 0; i < count; i++) {
      int top = i % 2 == 0 ? Nation.ROOT : below.get(i / 2 % below.size());
      var board = new Board(top);
      boards.add(board);
      wires.loop().execute(board::connect);
      board.await();
    }
  }

  /** Opens a board of the root once, and closes it again. From another thread. */
  Opening openOnce() throws InterruptedException, IOException {
    var probe = new Probe();
    wires.loop().execute(probe::connect);
    try {
      Opening opening = probe.opening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      wires
          .loop()
          .submit(() -> {
            Meter.record(snapshotFromRequest, opening.fromRequest());
            Meter.record(snapshotFromHandshake, opening.fromHandshake());
            largestSnapshot = Math.max(largestSnapshot, opening.bytes());
          })
          .await();
      return opening;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("a board did not open", e);
    }
  }

  /** A result told of a revision: boards must show it. From another thread. */
  void expect(Shown shown) {
    wires.loop().execute(() -> boards.forEach(board -> board.expect(shown)));
  }

  /**
   * Waits until all boards have come to a revision. From another thread.
   *
   * @return whether they did
   */
  boolean await(long revision) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() - end < 0) {
      if (boards.stream().allMatch(board -> board.revision >= revision)) {
        wires.loop().submit(() -> {}).await();
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }

  /** What the boards show in the end, by the site at their top. */
  Map<Integer, List<Figures>> totals() {
    var totals = new TreeMap<Integer, List<Figures>>();
    for (Board board : boards) {
      totals.computeIfAbsent(board.top, top -> new ArrayList<>()).add(Figures.of(board.totals));
    }
    return totals;
  }

  int largestSnapshot() {
    return largestSnapshot;
  }

  long frames() {
    return frames;
  }

  long bytes() {
    return bytes;
  }

  private String path(int top) {
    return "/ws/v1/board?conference="
        + conference
        + (top == Nation.ROOT ? "" : "&site=" + Api.encoded(nation.site(top).code()));
  }

  @Override
  public void close() {
    leaving = true;
    wires.loop().submit(() -> boards.forEach(Board::leave)).awaitUninterruptibly();
    wires.close();
  }

  /** One board: the frames that it got, and what it is still to show. */
  private final class Board implements Ears {
    private final int top;
    private final TreeMap<Long, Long> shownAt = new TreeMap<>();
    private final PriorityQueue<Shown> expected =
        new PriorityQueue<>(Comparator.comparingLong(Shown::revision));
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    private JsonNode totals = Json.object();
    private @Nullable Channel channel;
    private volatile long revision = -1;

    Board(int top) {
      this.top = top;
    }

    void connect() {
      wires.open(path(top), token, 0, this);
    }

    void await() throws InterruptedException, IOException {
      try {
        begun.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException("a board did not open", e);
      }
    }

    void leave() {
      if (channel != null) {
        Wires.goodbye(channel);
      }
    }

    void expect(Shown shown) {
      if (!nation.isBelow(shown.site(), top)) {
        return;
      }
      Map.Entry<Long, Long> frame = shownAt.ceilingEntry(shown.revision());
      if (frame == null) {
        expected.add(shown);
      } else {
        seen(shown, frame.getValue());
      }
    }

    private void seen(Shown shown, long nanos) {
      if (shown.measured()) {
        Meter.record(fromDue, nanos - shown.due());
        Meter.record(fromResult, nanos - shown.resultAt());
      }
    }

    @Override
    public void opened(Channel opened) {
      channel = opened;
    }

    @Override
    public void text(byte[] text, long nanos) {
      frames++;
      bytes += text.length;
      JsonNode frame;
      try {
        frame = Json.read(text);
      } catch (IOException e) {
        meter.surprise("a frame of a board that cannot be read");
        return;
      }
      String type = frame.path("type").asText();
      long next = frame.path("revision").asLong();
      if (type.equals("delta") && frame.path("from").asLong() != revision) {
        meter.surprise("a delta that does not follow on the frame before it");
      }
      if (type.equals("snapshot") || type.equals("delta")) {
        totals = frame.path("totals");
      }
      revision = next;
      shownAt.put(next, nanos);
      while (shownAt.size() > REMEMBERED) {
        shownAt.pollFirstEntry();
      }
      for (Shown one = expected.peek();
          one != null && one.revision() <= next;
          one = expected.peek()) {
        expected.remove();
        seen(one, nanos);
      }
      begun.complete(true);
    }

    @Override
    public void closing(int code) {}

    @Override
    public void lost(String why) {
      channel = null;
      if (!leaving) {
        meter.closed("board " + why);
        long pause = ThreadLocalRandom.current().nextLong(PAUSE_MILLIS);
        var unused = wires.loop().schedule(this::connect, pause, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** A board that is left once it has shown its first frame. */
  private final class Probe implements Ears {
    final CompletableFuture<Opening> opening = new CompletableFuture<>();
    private long requested;
    private long shaken;
    private @Nullable Channel channel;

    void connect() {
      requested = System.nanoTime();
      wires.open(path(Nation.ROOT), token, 0, this);
    }

    @Override
    public void opened(Channel opened) {
      shaken = System.nanoTime();
      channel = opened;
    }

    @Override
    public void text(byte[] text, long nanos) {
      if (opening.complete(new Opening(nanos - requested, nanos - shaken, text.length))
          && channel != null) {
        Wires.goodbye(channel);
      }
    }

    @Override
    public void closing(int code) {}

    @Override
    public void lost(String why) {
      opening.completeExceptionally(new IOException(why));
    }
  }
}
