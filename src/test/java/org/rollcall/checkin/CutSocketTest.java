package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.RunningServer;
import org.rollcall.client.BoardClient;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;

/** Lines that break, at every frame of a run of 200: what is known after is the same. */
class CutSocketTest {
  private static final int RUN = 200;
  private static final int SITES = 4;
  private static final int LAST_COUNT = 987;

  @TempDir private Path folder;
  private RunningServer server;
  private Gathering gathering;

  @BeforeEach
  void gather() {
    // boards get each commit in a frame of its own
    server =
        RunningServer.onH2(
            folder, Map.of("rollcall.board.tick", "5ms", "rollcall.check-in.sockets", 10 * RUN));
    gathering = Gathering.of(server.organizer(), SITES, RUN);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** What one device knows: each frame it takes in must be new to it. */
  private static final class Known {
    private final List<Long> revisions = new ArrayList<>();
    private final Map<String, JsonNode> cards = new TreeMap<>();
    private JsonNode headcount;
    private long revision;
    private boolean complete;

    void greet(JsonNode welcome) {
      if (revisions.isEmpty()) {
        revision = welcome.path("revision").asLong();
      }
    }

    /** Takes an event or an APPLIED result. */
    void take(JsonNode frame) {
      revision = frame.path("revision").asLong();
      revisions.add(revision);
      headcount = frame.path("headcount");
      keep(frame.path("delegate"));
      keep(frame.path("substituted"));
      complete |= frame.path("event").path("counted").asInt() == LAST_COUNT;
    }

    void keep(JsonNode card) {
      if (card.isObject()) {
        cards.merge(
            card.path("code").asText(),
            card,
            (old, next) ->
                next.path("revision").asLong() >= old.path("revision").asLong() ? next : old);
      }
    }
  }

  @Test
  void aCoordinatorCutAtAnyFrameResumesToWhatOneNeverCutKnows() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Known>> observers = new ArrayList<>();
      List<CheckInClient> devices = new ArrayList<>();
      for (int frame = 0; frame <= RUN; frame++) {
        devices.add(gathering.connect(1));
      }
      for (int frame = 0; frame <= RUN; frame++) {
        int cutAt = frame;
        observers.add(threads.submit(() -> observe(devices.get(cutAt), cutAt)));
      }
      run(revision -> {});

      Known neverCut = observers.getLast().get(60, TimeUnit.SECONDS);
      assertThat(neverCut.revisions).hasSize(RUN);
      for (Future<Known> observer : observers) {
        Known known = observer.get(60, TimeUnit.SECONDS);
        assertThat(known.revisions).isEqualTo(neverCut.revisions);
        assertThat(known.cards).isEqualTo(neverCut.cards);
        assertThat(known.headcount).isEqualTo(neverCut.headcount);
      }
    }
  }

  /** Cut before its frame of that number, unless the run is over by then. */
  private Known observe(CheckInClient first, int cutAt) {
    CheckInClient device = first;
    Known known = new Known();
    JsonNode welcome = device.welcome();
    known.greet(welcome);
    for (int frames = 0; !known.complete; frames++) {
      if (frames == cutAt) {
        device.cut();
        device.check();
        device = gathering.device(1);
        device.resume(welcome.path("epoch").asText(), known.revision);
      }
      known.take(device.awaitFrame("event"));
    }
    assertThat(device.unread("reload")).isEmpty();
    device.close();
    return known;
  }

  @Test
  void aCoordinatorCutAtEachOfItsOwnCommandsKnowsWhatAnObserverKnows() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        CheckInClient elsewhere = gathering.device(2)) {
      CheckInClient observing = gathering.connect(1);
      Future<Known> observer = threads.submit(() -> observe(observing, Integer.MAX_VALUE));
      CheckInClient device = gathering.connect(1);
      JsonNode welcome = device.welcome();
      Known known = new Known();
      known.greet(welcome);
      int turn = 0;
      for (Step step : steps()) {
        CompletableFuture<JsonNode> result = (step.away ? elsewhere : device).send(step.command);
        boolean lost = turn++ % 3 == 1;
        if (!lost) {
          // decided: the line breaks with the answer taken in, or just before
          CheckInClient.await(result);
        }
        if (turn % 3 == 0 && !step.away) {
          known.take(result.join());
        }
        device.cut();
        device.check();
        device = resumed(welcome, known);
        JsonNode again = (step.away ? elsewhere : device).ask(step.command);
        assertThat(again.path("outcome").asText()).isIn("APPLIED", "REPLAYED");
        if (again.path("outcome").asText().equals("APPLIED") && !step.away) {
          known.take(again);
        }
        while (known.revision < again.path("revision").asLong()) {
          known.take(device.awaitFrame("event"));
        }
      }
      Known observed = observer.get(60, TimeUnit.SECONDS);
      assertThat(known.revisions).isEqualTo(observed.revisions);
      assertThat(known.cards).isEqualTo(observed.cards);
      assertThat(known.headcount).isEqualTo(observed.headcount);
      device.close();
    }
  }

  private CheckInClient resumed(JsonNode welcome, Known known) {
    CheckInClient device = gathering.device(1);
    device.resume(welcome.path("epoch").asText(), known.revision);
    while (true) {
      JsonNode frame = device.awaitFrame("of any type", f -> true);
      if (frame.path("type").asText().equals("resumed")) {
        return device;
      }
      assertThat(frame.path("type").asText()).isEqualTo("event");
      known.take(frame);
    }
  }

  @Test
  void aBoardCutAtAnyFrameShowsWhatOneNeverCutShows() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        BoardClient neverCut = gathering.board()) {
      List<Future<BoardClient>> observers = new ArrayList<>();
      for (int frame = 0; frame < RUN; frame++) {
        int cutAt = frame;
        BoardClient board = gathering.board();
        observers.add(threads.submit(() -> observe(board, cutAt)));
      }
      long last = run(revision -> neverCut.awaitRevision(revision));

      assertThat(neverCut.frames().stream().filter(f -> f.path("type").asText().equals("delta")))
          .hasSizeGreaterThanOrEqualTo(RUN);
      for (Future<BoardClient> observer : observers) {
        try (BoardClient board = observer.get(60, TimeUnit.SECONDS)) {
          board.awaitRevision(last);
          await()
              .pollDelay(Duration.ZERO)
              .atMost(Duration.ofSeconds(30))
              .untilAsserted(() -> {
                assertThat(board.shown().sites()).isEqualTo(neverCut.shown().sites());
                assertThat(board.shown().totals()).isEqualTo(neverCut.shown().totals());
              });
        }
      }
    }
  }

  private BoardClient observe(BoardClient first, int cutAt) {
    for (int frames = 0; frames < cutAt; frames++) {
      first.awaitFrame("of any type", frame -> true);
    }
    first.cut();
    first.check();
    return gathering.board();
  }

  /** The run; each step is decided before the next. */
  private long run(LongConsumer afterEach) {
    try (CheckInClient here = gathering.device(1);
        CheckInClient elsewhere = gathering.device(2)) {
      long revision = 0;
      for (Step step : steps()) {
        JsonNode result = (step.away ? elsewhere : here).ask(step.command);
        assertThat(result.path("outcome").asText()).as(result.toString()).isEqualTo("APPLIED");
        revision = result.path("revision").asLong();
        afterEach.accept(revision);
      }
      return revision;
    }
  }

  /** A command, sent from site 1 or from another. */
  private record Step(boolean away, ObjectNode command) {}

  /** 200 commands that concern site 1, each of which is applied after those before it. */
  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    int people = RUN / SITES;
    for (int i = 0; i < people; i++) {
      String delegate = gathering.delegateOf(1, i);
      switch (i % 5) {
        case 0 -> steps.add(new Step(true, Commands.checkIn(delegate).put("force", true)));
        case 1 -> steps.add(new Step(false, Commands.excuse(delegate, "Đi công tác")));
        case 2 -> steps.add(new Step(false, Commands.absent(delegate)));
        default -> steps.add(new Step(false, Commands.checkIn(delegate)));
      }
    }
    for (int i = 0; i < people; i++) {
      String delegate = gathering.delegateOf(1, i);
      steps.add(
          new Step(
              false,
              i % 5 < 3
                  ? Commands.checkIn(delegate).put("force", true)
                  : Commands.checkOut(delegate)));
    }
    for (int i = 0; i < people; i++) {
      steps.add(
          new Step(
              false,
              switch (i % 3) {
                case 0 -> Commands.walkIn("Khách mời thứ " + i);
                case 1 -> Commands.undo(steps.getLast().command.path("id").asText());
                default -> Commands.siteReport(i);
              }));
    }
    for (int i = 0; steps.size() < RUN - 1; i++) {
      String delegate = gathering.delegateOf(1, i);
      steps.add(
          new Step(false, i % 5 < 3 ? Commands.checkOut(delegate) : Commands.checkIn(delegate)));
    }
    steps.add(new Step(false, Commands.siteReport(LAST_COUNT)));
    return steps;
  }
}
