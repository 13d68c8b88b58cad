package org.rollcall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Plays the sample conference against a server and compares what its board shows in the end with
 * what its log says. Uses the server as anybody does: HTTP calls and sockets.
 */
final class Play implements AutoCloseable {
  private static final Duration BOARD_PATIENCE = Duration.ofSeconds(15);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Sample sample = Sample.read();
  private final Diary diary = new Diary();
  private final List<Device> devices = new ArrayList<>();
  private final URI server;
  private final Duration duration;
  private final long seed;
  private final Screen screen;

  Play(URI server, Duration duration, long seed, Screen screen) {
    this.server = server;
    this.duration = duration;
    this.seed = seed;
    this.screen = screen;
  }

  Diary diary() {
    return diary;
  }

  /** Plays it all, and leaves the coordinators connected. */
  Verdict run(String username, String password) throws IOException, InterruptedException {
    Api organizer = new Api(client, server, null).login(username, password);
    var conferences = new Conferences(organizer, sample);
    long conference = conferences.findOrMake(duration);
    String loaded = conferences.load(conference);
    int rollCall = conferences.openFreshRollCall(conference);
    JsonNode boardPass = conferences.boardPass(conference);
    JsonNode sitePass = conferences.sitePass(conference, Sample.VISITED_SITE);
    introduce(username, password, loaded, rollCall, boardPass, sitePass);

    Map<String, String> passes = conferences.sitePasses(conference);
    var board = new BoardWatch(client, server, conference, boardPass.path("token").asText());
    try {
      board.connect();
      play(passes, rollCall, board);
      Verdict verdict = compare(conferences, conference, rollCall, board);
      conclude(verdict);
      return verdict;
    } finally {
      board.close();
    }
  }

  private void introduce(
      String username,
      String password,
      String loaded,
      int rollCall,
      JsonNode boardPass,
      JsonNode sitePass) {
    screen.say("");
    screen.say("ROLLCALL · " + Sample.TITLE);
    screen.say("  Bảng sĩ số / board           " + boardPass.path("url").asText());
    screen.say(
        "  Điểm danh / check-in         "
            + sitePass.path("url").asText()
            + "  ("
            + visited()
            + ")");
    screen.say("  Ban tổ chức / organizer      " + username + "  mật khẩu / password  " + password);
    screen.say("  API                          " + server.resolve("/swagger-ui/"));
    screen.say("  Dữ liệu / data               cao-loc-2020: " + loaded);
    screen.say(
        "  Phiên điểm danh / roll call  số "
            + rollCall
            + ", "
            + duration.toSeconds()
            + " s, seed "
            + seed);
    screen.say("");
  }

  private String visited() {
    return sample.halls().stream()
        .filter(hall -> hall.code().equals(Sample.VISITED_SITE))
        .map(hall -> hall.code() + " " + hall.name())
        .findFirst()
        .orElse(Sample.VISITED_SITE);
  }

  private void play(Map<String, String> passes, int rollCall, BoardWatch board)
      throws IOException, InterruptedException {
    var coordinators = new ArrayList<Coordinator>();
    for (Hall hall : sample.halls()) {
      var device = new Device(client, server, passes.getOrDefault(hall.code(), ""));
      device.connect();
      devices.add(device);
      coordinators.add(new Coordinator(hall, rollCall, device, diary, screen));
    }
    Map<String, List<Step>> script = Script.of(sample, seed);
    var stage = new Stage(Instant.now(), duration);
    screen.startsAt(stage.start());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var playing = new ArrayList<Future<?>>();
      for (int i = 0; i < coordinators.size(); i++) {
        Coordinator coordinator = coordinators.get(i);
        List<Step> steps = script.getOrDefault(sample.halls().get(i).code(), List.of());
        playing.add(
            threads.submit(() -> {
              coordinator.play(steps, stage);
              return null;
            }));
      }
      try {
        watch(playing, board);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private void watch(List<Future<?>> playing, BoardWatch board)
      throws IOException, InterruptedException {
    long pause = Math.clamp(duration.toMillis() / 60, 250, 5000);
    while (true) {
      board.connect();
      for (Future<?> one : playing) {
        if (one.isDone()) {
          end(one);
        }
      }
      if (playing.stream().allMatch(Future::isDone)) {
        return;
      }
      Thread.sleep(pause);
      progress(board);
    }
  }

  private static void end(Future<?> coordinator) throws IOException, InterruptedException {
    try {
      coordinator.get();
    } catch (ExecutionException e) {
      throw new IOException("a coordinator gave up: " + e.getCause(), e.getCause());
    }
  }

  private void progress(BoardWatch board) {
    screen.progress(
        board.total("present"),
        sample.guests().size(),
        board.total("sitesOnline"),
        sample.halls().size());
  }

  private Verdict compare(Conferences conferences, long conference, int rollCall, BoardWatch board)
      throws IOException, InterruptedException {
    List<JsonNode> log = conferences.log(conference);
    var differences = new ArrayList<String>();
    long last = log.isEmpty() ? 0 : log.getLast().path("revision").asLong();
    if (!board.await(last, BOARD_PATIENCE)) {
      differences.add("the board did not come to revision " + last);
    }
    progress(board);
    Recount recount = Recount.of(log, rollCall, sample);
    if (!board.totals().equals(recount.totals())) {
      differences.add("the board's totals are not those of the log");
    }
    if (!board.sites().equals(recount.sites())) {
      differences.add("a site's figures on the board are not those of the log");
    }
    if (!headcounts(conferences, conference, rollCall).equals(recount.sites())) {
      differences.add("a site's figures over HTTP are not those of the log");
    }
    if (!recount.commands().containsAll(diary.applied())) {
      differences.add("a command answered APPLIED is not in the log");
    }
    if (!recount.gapless()) {
      differences.add("the revisions of the log have a gap");
    }
    if (!board.inOrder()) {
      differences.add("a delta of the board did not follow on the frame before it");
    }
    return new Verdict(board.totals(), board.sites(), recount, List.copyOf(differences));
  }

  private static Map<String, Figures> headcounts(
      Conferences conferences, long conference, int rollCall)
      throws IOException, InterruptedException {
    return conferences
        .headcounts(conference, rollCall)
        .path("sites")
        .valueStream()
        .collect(
            Collectors.toMap(
                site -> site.path("code").asText(), site -> Figures.of(site.path("headcount"))));
  }

  private void conclude(Verdict verdict) {
    screen.happenings(diary);
    screen.figures(sample.halls(), verdict);
    screen.say("");
    screen.say(
        "  Lệnh được ghi nhận / commands applied: "
            + diary.applied().size()
            + ", sự kiện trong log / events in the log: "
            + verdict.log().commands().size());
    diary.surprises().forEach(surprise -> screen.say("  ! " + surprise));
    verdict.differences().forEach(difference -> screen.say("  NOT EQUAL: " + difference));
    screen.say("");
  }

  /** Disconnects the coordinators. */
  @Override
  public void close() {
    devices.forEach(Device::cut);
    client.shutdownNow();
  }
}
