package org.rollcall.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the conference and loads it, as an organizer would who has the tables as files. */
final class Loading {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST_IMPORT = Duration.ofMinutes(60);
  private static final Duration PASSES_LIVE = Duration.ofDays(2);

  private final Api api;
  private final Nation nation;
  private final Screen screen;
  private final List<Step> steps = new ArrayList<>();

  /** One step, and how long it took. */
  record Step(String name, int rows, Duration took) {
    double perSecond() {
      return rows / Math.max(0.001, took.toMillis() / 1000.0);
    }
  }

  /** A call that takes its time. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  Loading(Api api, Nation nation, Screen screen) {
    this.api = api;
    this.nation = nation;
    this.screen = screen;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Makes a conference. */
  long make() throws IOException, InterruptedException {
    ObjectNode conference =
        Json.object()
            .put("title", "Tổng duyệt " + nation.sites() + " điểm cầu")
            .put("organiser", "Ban tổ chức")
            .put("startsAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("zone", "Asia/Ho_Chi_Minh");
    return api.post("/conferences", conference).path("id").asLong();
  }

  /** Imports the sites by one call, and the roster in pieces. */
  void load(long conference, int chunk, int atOnce) throws IOException, InterruptedException {
    var tables = new Tables(nation);
    String sites = tables.sites();
    timed("import of the sites", nation.sites(), () -> importTable(conference, "sites", sites));
    List<Tables.Piece> pieces = tables.pieces(chunk);
    timed(
        "import of the delegates, " + pieces.size() + " tables, " + atOnce + " at once",
        nation.delegates(),
        () -> importRoster(conference, tables, pieces, atOnce));
  }

  private void importRoster(long conference, Tables tables, List<Tables.Piece> pieces, int atOnce)
      throws IOException, InterruptedException {
    var done = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      var running = new ArrayList<Future<?>>();
      for (Tables.Piece piece : pieces) {
        running.add(
            threads.submit(() -> {
              importTable(conference, "delegates", tables.delegates(piece));
              int rows = done.addAndGet(piece.rows());
              screen.say("  imported " + rows + " of " + nation.delegates() + " delegates");
              return null;
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("an import failed: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void importTable(long conference, String kind, String csv)
      throws IOException, InterruptedException {
    String job = api.beginImport(path(conference) + "/imports/" + kind, csv);
    Instant end = Instant.now().plus(LONGEST_IMPORT);
    while (Instant.now().isBefore(end)) {
      JsonNode state = api.get(job);
      switch (state.path("state").asText()) {
        case "DONE" -> {
          return;
        }
        case "REFUSED", "FAILED" ->
            throw new IOException("the import ended as " + state.path("problem"));
        default -> Thread.sleep(POLL);
      }
    }
    throw new IOException("an import took more than " + LONGEST_IMPORT);
  }

  /** Opens the conference and its first roll call; the number of the latter. */
  int open(long conference) throws IOException, InterruptedException {
    timed("opening", 1, () -> api.patch(path(conference), Json.object().put("state", "OPEN")));
    for (JsonNode rollCall : api.get(path(conference) + "/roll-calls").path("items")) {
      if (rollCall.path("state").asText().equals("OPEN")) {
        return rollCall.path("id").asInt();
      }
    }
    throw new IOException("no roll call is open");
  }

  /** Refuses a conference that is not of the same size as what is rehearsed. */
  void requireSame(long conference) throws IOException, InterruptedException {
    JsonNode totals = api.get(path(conference) + "/headcounts?depth=0").path("totals");
    if (totals.path("sites").asInt() != nation.sites()
        || totals.path("expected").asInt() != nation.delegates()) {
      throw new IOException(
          "conference "
              + conference
              + " has "
              + totals.path("sites")
              + " sites and "
              + totals.path("expected")
              + " delegates: give the numbers and the seed that it was made with");
    }
  }

  /** Opens a new roll call, in which nobody has been checked in. */
  int openAnew(long conference) throws IOException, InterruptedException {
    String rollCalls = path(conference) + "/roll-calls";
    for (JsonNode rollCall : api.get(rollCalls).path("items")) {
      if (rollCall.path("state").asText().equals("OPEN")) {
        api.post(rollCalls + "/" + rollCall.path("id").asInt() + "/close", Json.object());
      }
    }
    ObjectNode next = Json.object().put("title", "Tổng duyệt").put("trial", false);
    int id = api.post(rollCalls, next).path("id").asInt();
    timed("opening", 1, () -> api.post(rollCalls + "/" + id + "/open", Json.object()));
    return id;
  }

  /** A new pass for each site; the tokens by the sites' numbers. */
  String[] passes(long conference) throws IOException, InterruptedException {
    var tokens = new String[nation.sites()];
    String end = Instant.now().plus(PASSES_LIVE).truncatedTo(ChronoUnit.SECONDS).toString();
    timed(
        "passes",
        nation.sites(),
        () -> {
          ObjectNode pass = Json.object().put("label", "rehearsal").put("expiresAt", end);
          for (JsonNode made : api.post(path(conference) + "/passes", pass).path("items")) {
            int site = nation.site(made.path("site").asText());
            if (site >= 0) {
              tokens[site] = made.path("token").asText();
            }
          }
        });
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] == null) {
        throw new IOException(
            "no pass was made for " + nation.site(i).code() + ": was the seed another?");
      }
    }
    return tokens;
  }

  private void timed(String name, int rows, Work work) throws IOException, InterruptedException {
    long start = System.nanoTime();
    work.run();
    var step = new Step(name, rows, Duration.ofNanos(System.nanoTime() - start));
    steps.add(step);
    screen.say(
        String.format(
            Locale.ROOT,
            "  %s: %,d in %.1f s (%,.0f/s)",
            name,
            rows,
            step.took().toMillis() / 1000.0,
            step.perSecond()));
  }

  private static String path(long conference) {
    return "/conferences/" + conference;
  }
}
