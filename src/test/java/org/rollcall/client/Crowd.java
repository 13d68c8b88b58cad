package org.rollcall.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Many devices that check the same delegates in at once, each delegate at several sites, as life
 * has it: some repeat what was answered, some insist, some lose their line before the answer and
 * send again what was not answered. Every answer is kept, and held against the log at the end.
 *
 * <p>All that is drawn comes from the seed; the order in which the devices get their turn does not.
 */
public final class Crowd implements AutoCloseable {
  private static final int IN_FLIGHT = 8;
  private static final int PLACES_OF_A_DELEGATE = 4;
  private static final int ANSWER_SECONDS = 120;
  private static final int GOING_AWAY = 1001;

  private final Gathering gathering;
  private final List<Device> devices = new ArrayList<>();
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final CountDownLatch started = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> running = new ArrayList<>();
  private final Queue<Duration> returns = new ConcurrentLinkedQueue<>();
  private volatile List<URI> bases;
  private volatile int upTo = 100;
  private volatile int patience = ANSWER_SECONDS;

  /** A command and one answer to it. */
  public record Told(String id, ObjectNode command, JsonNode result) {
    String outcome() {
      return result.path("outcome").asText();
    }

    public String reason() {
      return result.path("reason").asText();
    }
  }

  /**
   * Prepares the devices.
   *
   * @param cuts how often each device loses its line by itself
   * @param offline of a hundred commands, how many say that they waited on the device
   */
  public Crowd(Gathering gathering, int sockets, int cuts, int offline, long seed) {
    this.gathering = gathering;
    this.bases = List.of(gathering.organizer().base());
    Random random = new Random(seed);
    List<Deque<ObjectNode>> wishes = new ArrayList<>();
    for (int i = 0; i < sockets; i++) {
      wishes.add(new ArrayDeque<>());
    }
    for (int d = 0; d < gathering.delegates().size(); d++) {
      // at home in any case, so that everyone arrives somewhere
      Set<Integer> places = new HashSet<>();
      places.add(d % gathering.sites().size());
      while (places.size() < PLACES_OF_A_DELEGATE) {
        places.add(random.nextInt(sockets));
      }
      for (int place : places) {
        wishes.get(place).add(checkIn(gathering.delegates().get(d), random, offline));
      }
    }
    for (int i = 0; i < sockets; i++) {
      List<ObjectNode> shuffled = new ArrayList<>(wishes.get(i));
      Collections.shuffle(shuffled, random);
      devices.add(new Device(i, new ArrayDeque<>(shuffled), cuts, new Random(random.nextLong())));
    }
  }

  private static ObjectNode checkIn(String delegate, Random random, int offline) {
    ObjectNode command = Commands.checkIn(delegate).put("rollCall", 1).put("source", "SCAN");
    return random.nextInt(100) < offline ? command.put("offline", true) : command;
  }

  /** Connects every device, then lets all begin at once. */
  public Crowd start() {
    devices.forEach(Device::connect);
    devices.forEach(device -> running.add(threads.submit(device)));
    started.countDown();
    return this;
  }

  /** How many answers have come so far. */
  public int answers() {
    return answers.get();
  }

  /** How many commands there are at least. */
  public int size() {
    return gathering.delegates().size() * PLACES_OF_A_DELEGATE;
  }

  /**
   * Where the servers are from now on. The devices are spread over them, and whoever loses his line
   * tries the next.
   */
  public void moveTo(URI... addresses) {
    bases = List.of(addresses);
  }

  /** Each device sends that many of a hundred of its commands, and then stays connected. */
  public void goOnUpTo(int percent) {
    upTo = percent;
  }

  /** A device that waits that long for an answer takes the line for dead and connects anew. */
  public void giveUpAfter(Duration wait) {
    patience = (int) wait.toSeconds();
  }

  /** How many devices have a line. */
  public long connected() {
    return devices.stream().filter(device -> !device.client.isClosed()).count();
  }

  /** How long those whom a server sent away with 1001 took to be served again. */
  public List<Duration> returns() {
    return List.copyOf(returns);
  }

  /** Waits until every device has its answers. */
  public Crowd await() {
    for (Future<?> device : running) {
      try {
        device.get(300, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      } catch (ExecutionException e) {
        throw new AssertionError("a device failed", e.getCause());
      } catch (TimeoutException e) {
        throw new AssertionError("a device is not done", e);
      }
    }
    devices.forEach(device -> device.client.check());
    return this;
  }

  public List<Told> told() {
    return List.copyOf(told);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    devices.forEach(Device::cut);
  }

  /**
   * Asserts that the revisions have no gap and that answers and events tell the same: every APPLIED
   * is one event, and every event of a command one APPLIED, or REPLAYED where the answer was lost.
   *
   * @return the whole log
   */
  public List<JsonNode> assertLogged(Api organizer) {
    return assertLogged(organizer, event -> event.path("recordedBy").asText().startsWith("pass:"));
  }

  /** The same, where only those events are this crowd's. */
  public List<JsonNode> assertLogged(Api organizer, Predicate<JsonNode> ours) {
    List<JsonNode> log = organizer.log(gathering.conference(), 0);
    for (int i = 0; i < log.size(); i++) {
      assertThat(log.get(i).path("revision").asLong()).isEqualTo(i + 1);
    }
    Map<String, Long> events = new HashMap<>();
    for (JsonNode event : log) {
      if (ours.test(event)) {
        assertThat(events.put(event.path("id").asText(), event.path("revision").asLong()))
            .as("a second event of one command: " + event)
            .isNull();
      }
    }
    Map<String, Integer> applied = new HashMap<>();
    Set<String> acknowledged = new HashSet<>();
    for (Told answer : told) {
      boolean first = answer.outcome().equals("APPLIED");
      if (first || answer.outcome().equals("REPLAYED")) {
        acknowledged.add(answer.id());
        assertThat(answer.result().path("revision").asLong())
            .as("the event of " + answer.result())
            .isEqualTo(events.getOrDefault(answer.id(), 0L));
      }
      if (first) {
        applied.merge(answer.id(), 1, Integer::sum);
      }
    }
    assertThat(acknowledged).isEqualTo(events.keySet());
    assertThat(applied.values()).allMatch(times -> times == 1);
    return log;
  }

  /** Asserts that everyone is PRESENT at one site, the same in the log and on the list. */
  public void assertEveryoneArrived(Api organizer, Recount recount) {
    for (JsonNode card : organizer.delegates(gathering.conference(), "")) {
      assertThat(card.path("state").asText()).as(card.toString()).isEqualTo("PRESENT");
      assertThat(new Recount.Place("PRESENT", card.path("site").asText()))
          .as(card.toString())
          .isEqualTo(recount.placeOf(card.path("code").asText()));
    }
  }

  /**
   * Asserts that the servers of one database, each asked by an organizer, have the whole log, that
   * everyone arrived, and that each server's board is equal to a recount.
   */
  public void assertWhole(Api... organizers) {
    long conference = gathering.conference();
    // whoever is further has all that was answered
    long head = 0;
    for (Api organizer : organizers) {
      head = Math.max(head, organizer.headcounts(conference).path("revision").asLong());
    }
    for (Api organizer : organizers) {
      try (var board = BoardClient.connect(organizer, conference, "&depth=8")) {
        BoardClient.Shown shown = board.awaitRevision(head);
        List<JsonNode> log = assertLogged(organizer);
        assertThat(log).hasSize((int) head);
        List<JsonNode> cards = organizer.delegates(conference, "");
        Recount recount = new Recount(1, log, cards, gathering.sites());
        assertEveryoneArrived(organizer, recount);
        assertThat(recount.present()).isEqualTo(gathering.delegates().size());
        recount.assertShown(shown.sites(), shown.totals());
      }
    }
  }

  private record InFlight(ObjectNode command, CompletableFuture<JsonNode> result) {}

  private final class Device implements Runnable {
    private final String pass;
    private final Deque<ObjectNode> wishes;
    private final Random random;
    private final int size;
    private int cutsLeft;
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private volatile CheckInClient client;
    private int turn;

    Device(int number, Deque<ObjectNode> wishes, int cuts, Random random) {
      this.pass = gathering.passes().get(gathering.site(number % gathering.sites().size()));
      this.turn = number;
      this.wishes = wishes;
      this.size = wishes.size();
      this.cutsLeft = cuts;
      this.random = random;
    }

    void connect() {
      List<URI> all = bases;
      client = CheckInClient.connect(all.get(turn % all.size()), pass);
    }

    void cut() {
      if (client != null) {
        client.cut();
      }
    }

    @Override
    public void run() {
      try {
        started.await();
        while (!wishes.isEmpty() || !inFlight.isEmpty()) {
          while (inFlight.size() < IN_FLIGHT && !wishes.isEmpty() && mayGoOn()) {
            send(wishes.poll());
          }
          if (cutsLeft > 0 && wishes.size() < size * cutsLeft / 4) {
            cutsLeft--;
            client.cut();
          }
          if (inFlight.isEmpty()) {
            rest();
          } else {
            takeAnswer();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean mayGoOn() {
      return wishes.size() * 100 > size * (100 - upTo);
    }

    private void rest() throws InterruptedException {
      Thread.sleep(20);
      if (client.isClosed()) {
        reconnect();
      }
    }

    private void send(ObjectNode command) {
      inFlight.add(new InFlight(command, client.send(command)));
    }

    private void takeAnswer() throws InterruptedException {
      InFlight head = inFlight.peek();
      try {
        JsonNode result = head.result().get(patience, TimeUnit.SECONDS);
        inFlight.remove();
        answers.incrementAndGet();
        told.add(new Told(head.command().path("id").asText(), head.command(), result));
        followUp(head.command(), result);
      } catch (ExecutionException e) {
        reconnect();
      } catch (TimeoutException e) {
        if (patience == ANSWER_SECONDS) {
          throw new AssertionError("not answered: " + head.command(), e);
        }
        client.cut();
      }
    }

    private void followUp(ObjectNode command, JsonNode result) throws InterruptedException {
      switch (result.path("outcome").asText()) {
        case "APPLIED" -> {
          if (random.nextInt(4) == 0) {
            wishes.addFirst(command);
          }
        }
        case "NEEDS_CONFIRMATION" -> {
          if (random.nextInt(5) < 2) {
            ObjectNode insisted = command.deepCopy();
            insisted.setAll(
                Json.object("id", java.util.UUID.randomUUID().toString(), "force", true));
            wishes.addFirst(insisted);
          }
        }
        default -> {
          if (result.path("retry").asText().equals("SAME_ID")
              && result.path("reason").asText().equals("TRY_LATER")) {
            Thread.sleep(20 + random.nextInt(100));
            wishes.addFirst(command);
          }
        }
      }
    }

    /** Sends again, in order and under the same ids, what was not answered. */
    private void reconnect() throws InterruptedException {
      client.check();
      boolean sentAway = client.awaitClose() == GOING_AWAY;
      long begun = System.nanoTime();
      long deadline = begun + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
      while (true) {
        try {
          turn++;
          connect();
          if (sentAway) {
            client.welcome();
            returns.add(Duration.ofNanos(System.nanoTime() - begun));
          }
          break;
        } catch (RuntimeException | AssertionError e) {
          if (System.nanoTime() > deadline) {
            throw e;
          }
          Thread.sleep(200 + random.nextInt(300));
        }
      }
      List<InFlight> lost = List.copyOf(inFlight);
      inFlight.clear();
      for (InFlight one : lost) {
        // what was answered before the cut stands
        if (one.result().isDone() && !one.result().isCompletedExceptionally()) {
          inFlight.add(one);
        } else {
          send(one.command());
        }
      }
    }
  }
}
