package org.rollcall.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.board.BoardFixture.delegate;
import static org.rollcall.board.BoardFixture.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.FrameSchemas;
import org.rollcall.attendance.Amendment;
import org.rollcall.attendance.Command;
import org.rollcall.attendance.ConferenceState;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.RollCallState;
import org.rollcall.attendance.Rows;
import org.rollcall.attendance.Site;
import org.rollcall.board.BoardFixture.Hall;
import org.rollcall.site.Links;

class BoardSocketTest {
  private static final int MAX_SITES = 40;

  @TempDir private static Path folder;
  private static BoardFixture fixture;

  @BeforeAll
  static void start() {
    fixture =
        BoardFixture.start(
            folder,
            Map.of(
                "rollcall.board.max-sites", MAX_SITES,
                "rollcall.board.heartbeat", "700ms",
                "rollcall.board.unsure-after", "6s",
                "rollcall.board.tick", "90ms",
                "rollcall.board.slow-reader", "25s",
                "rollcall.board.ping-interval", "15s",
                "rollcall.board.whole-bytes", "100000",
                "rollcall.board.fragment-bytes", "10000",
                "rollcall.board.errors-per-second", "50",
                "rollcall.links.online-for", "1h"));
  }

  @Test
  void everyLimitCanBeSet() {
    assertThat(fixture.bean(BoardLimits.class))
        .isEqualTo(
            new BoardLimits(
                Duration.ofMillis(90),
                Duration.ofMillis(700),
                Duration.ofSeconds(6),
                MAX_SITES,
                Duration.ofSeconds(25),
                Duration.ofSeconds(15),
                100_000,
                10_000,
                50));
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static Hall district() {
    List<Site> sites = new ArrayList<>();
    List<Delegate> delegates = new ArrayList<>();
    sites.add(site("CL-00", null));
    for (int i = 1; i <= 6; i++) {
      sites.add(site("CL-0" + i, "CL-00"));
    }
    sites.add(site("CL-06-A", "CL-06"));
    sites.add(site("CL-06-B", "CL-06"));
    sites.add(site("CL-06-B1", "CL-06-B"));
    sites.add(site("KHÁC", null));
    for (Site site : sites) {
      for (int i = 1; i <= 5; i++) {
        delegates.add(delegate("ĐB-" + site.code() + "-" + i, site.code()));
      }
    }
    return fixture.hall(sites, delegates);
  }

  @Test
  void aBoardBeginsWithASnapshotAndFollowsByDeltasToWhatTheLogSays() {
    Hall hall = district();
    Watcher board = hall.watch("&depth=8", fixture.organizer());
    board.until(w -> !w.frames.isEmpty());
    assertThat(board.frames.getFirst().get("type").textValue()).isEqualTo("snapshot");
    assertThat(board.sites().keySet()).hasSize(11);

    long seed = Long.getLong("seed", System.nanoTime());
    happen(hall, 400, seed);

    board.untilRevision(hall.desk().register().revision());
    assertThat(board.ofType("snapshot")).hasSize(1);
    assertThat(board.ofType("delta").size()).isPositive();
    Register register = hall.desk().register();
    for (Site site : register.sites().all()) {
      JsonNode row = board.site(site.code());
      assertThat(row.get("headcount"))
          .as("%s, seed %d", site.code(), seed)
          .isEqualTo(Recount.of(register, site.code()));
      boolean leaf = register.sites().children(site.code()).isEmpty();
      assertThat(row.get("subtree").isNull()).isEqualTo(leaf);
      if (!leaf) {
        assertThat(Recount.figuresOf(row.get("subtree")))
            .isEqualTo(Recount.within(register, site.code()));
        assertThat(row.get("subtree").get("sites").longValue())
            .isEqualTo(Recount.sitesWithin(register, site.code()));
      }
    }
    assertThat(board.totals().get("present").intValue())
        .isEqualTo(
            Recount.within(register, "CL-00").get("present").intValue()
                + Recount.within(register, "KHÁC").get("present").intValue());
    assertThat(board.totals().get("sites").intValue()).isEqualTo(11);
  }

  @Test
  void boardsOfAnyScopeAndDepthAddUpToTheSameLog() {
    Hall hall = district();
    Watcher tops = hall.watch("&depth=0", fixture.organizer());
    Watcher usual = hall.watch();
    Watcher below = hall.watch("&site=cl-06", fixture.organizer());
    Watcher leaf = hall.watch("&site=CL-06-B1&depth=3", fixture.organizer());
    List<Watcher> all = List.of(tops, usual, below, leaf);
    all.forEach(w -> w.until(board -> !board.frames.isEmpty()));

    happen(hall, 200, Long.getLong("seed", System.nanoTime()));

    Register register = hall.desk().register();
    all.forEach(w -> w.untilRevision(register.revision()));
    assertThat(tops.sites().keySet()).containsExactlyInAnyOrder("CL-00", "KHÁC");
    assertThat(usual.sites().keySet())
        .containsExactlyInAnyOrder(
            "CL-00", "CL-01", "CL-02", "CL-03", "CL-04", "CL-05", "CL-06", "KHÁC");
    assertThat(below.sites().keySet()).containsExactlyInAnyOrder("CL-06", "CL-06-A", "CL-06-B");
    assertThat(leaf.sites().keySet()).containsExactly("CL-06-B1");
    assertThat(tops.totals()).isEqualTo(usual.totals());
    assertThat(Recount.figuresOf(below.totals())).isEqualTo(Recount.within(register, "CL-06"));
    assertThat(below.totals()).isEqualTo(usual.site("CL-06").get("subtree"));
    assertThat(Recount.figuresOf(leaf.totals())).isEqualTo(Recount.of(register, "CL-06-B1"));
    assertThat(Recount.figuresOf(below.site("CL-06-B").get("subtree")))
        .isEqualTo(Recount.within(register, "CL-06-B"));
  }

  @Test
  void aLateBoardOfTheSameScopeGoesOnWithTheFramesOfTheOthersEncodedOnce() {
    Hall hall = district();
    Watcher early = hall.watch().until(w -> !w.frames.isEmpty());
    hall.checkIn("CL-01", "ĐB-CL-01-1");
    early.untilRevision(hall.desk().register().revision());
    Watcher late = hall.watch().until(w -> !w.frames.isEmpty());
    assertThat(late.frames.getFirst().get("type").textValue()).isEqualTo("snapshot");
    assertThat(late.revision()).isEqualTo(hall.desk().register().revision());
    assertThat(late.sites()).isEqualTo(early.sites());
    double encoded = counted("encoded");
    double sent = counted("sent");

    hall.checkIn("CL-02", "ĐB-CL-02-1");

    long revision = hall.desk().register().revision();
    early.untilRevision(revision);
    late.untilRevision(revision);
    assertThat(late.ofType("delta").getLast()).isEqualTo(early.ofType("delta").getLast());
    assertThat(late.ofType("delta").getLast().get("sites")).hasSize(2);
    assertThat(counted("sent") - sent).isEqualTo(2 * (counted("encoded") - encoded));
  }

  @Test
  void commitsBetweenTwoTicksAreToldAsOneDelta() {
    Hall hall = district();
    Watcher board = hall.watch().until(w -> !w.frames.isEmpty());
    Command[] arrivals = new Command[5];
    Arrays.setAll(arrivals, i -> new Command.CheckIn(Hall.stamp(), "ĐB-CL-01-" + (i + 1)));
    long before = System.nanoTime();
    for (int round = 0; round < 40; round++) {
      hall.at("CL-01", arrivals);
      for (int i = 1; i <= 5; i++) {
        hall.at("CL-01", new Command.CheckOut(Hall.stamp(), "ĐB-CL-01-" + i));
      }
    }
    board.untilRevision(hall.desk().register().revision());
    long ticks = (System.nanoTime() - before) / TimeUnit.MILLISECONDS.toNanos(90) + 2;

    assertThat(board.ofType("delta").size()).isBetween(1, (int) ticks);
  }

  @Test
  void aChangeOfTreeRollCallOrConferenceSendsANewSnapshot() {
    Hall hall = district();
    Watcher board = hall.watch().until(w -> !w.frames.isEmpty());

    hall.register(List.of(site("CL-07", "CL-00")), List.of());
    board.until(w -> w.sites().containsKey("CL-07"));
    assertThat(board.ofType("snapshot")).hasSize(2);

    hall.checkIn("CL-07", "ĐB-CL-01-1");
    board.untilRevision(hall.desk().register().revision());
    hall.amend(
        Amendment.Plan.of(
            List.of(Amendment.Step.rollCall(BoardFixture.BY, 1, RollCallState.CLOSED, null))));
    board.until(w -> w.ofType("snapshot").size() == 3);
    JsonNode last = board.ofType("snapshot").getLast();
    assertThat(last.at("/rollCall/state").textValue()).isEqualTo("CLOSED");
    assertThat(last.at("/totals/present").intValue()).isEqualTo(1);

    hall.amend(
        Amendment.Plan.of(
            List.of(Amendment.Step.conference(BoardFixture.BY, ConferenceState.CLOSED, null))));
    board.until(w -> w.ofType("snapshot").size() == 4);
    assertThat(board.ofType("snapshot").getLast().at("/conference/state").textValue())
        .isEqualTo("CLOSED");
  }

  @Test
  void totalsAreThoseOfTheTreeShownAlsoWhileTheRollCallIsClosed() {
    Hall hall = district();
    hall.checkIn("KHÁC", "ĐB-KHÁC-1");
    hall.amend(
        Amendment.Plan.of(
            List.of(Amendment.Step.rollCall(BoardFixture.BY, 1, RollCallState.CLOSED, null))));
    Watcher board = hall.watch("&depth=0", fixture.organizer()).until(w -> !w.frames.isEmpty());
    JsonNode before = board.totals();
    String headcounts = "/api/v1/conferences/" + hall.id() + "/headcounts?depth=0";
    JsonNode record = fixture.call("GET", headcounts, null, fixture.organizer());

    hall.register(List.of(site("KHÁC", "CL-00")), List.of());

    board.until(w -> !w.sites().containsKey("KHÁC"));
    assertThat(before.get("sites").intValue()).isEqualTo(11);
    assertThat(board.totals()).isEqualTo(before);
    JsonNode after = fixture.call("GET", headcounts, null, fixture.organizer());
    assertThat(after.get("sites")).isEqualTo(record.get("sites"));
    assertThat(after.get("totals")).isEqualTo(record.get("totals"));
  }

  @Test
  void aBoardHearsThatNothingChanged() {
    Hall hall = district();
    Watcher part = hall.watch("&site=CL-05", fixture.organizer()).until(w -> !w.frames.isEmpty());
    hall.checkIn("CL-01", "ĐB-CL-01-1");

    part.until(w -> w.ofType("heartbeat").size() >= 2);

    assertThat(part.ofType("delta")).isEmpty();
    // the commit elsewhere is told with the heartbeat, and the next delta goes on from it
    assertThat(part.revision()).isEqualTo(hall.desk().register().revision());
    hall.checkIn("CL-05", "ĐB-CL-05-1");
    part.untilRevision(hall.desk().register().revision());
    assertThat(part.site("CL-05").at("/headcount/present").intValue()).isEqualTo(1);
  }

  @Test
  void linksAreToldUpTheTreeAlsoWhereNothingElseChanged() {
    Hall hall = district();
    Watcher board = hall.watch().until(w -> !w.frames.isEmpty());
    long revision = board.revision();
    assertThat(board.site("CL-06").at("/link/state").textValue()).isEqualTo("NEVER");
    Links links = fixture.bean(Links.class);

    links.heard(hall.id(), "CL-06-B1", 901, Instant.now());
    board.until(w -> w.totals().get("sitesOnline").intValue() == 1);
    assertThat(board.site("CL-06").at("/subtree/sitesOnline").intValue()).isEqualTo(1);
    JsonNode delta = board.ofType("delta").getLast();
    assertThat(delta.get("from")).isEqualTo(delta.get("revision"));
    assertThat(delta.get("revision").longValue()).isEqualTo(revision);

    links.heard(hall.id(), "CL-06", 902, Instant.now());
    links.heard(hall.id(), "CL-06", 903, Instant.now());
    board.until(w -> w.site("CL-06").at("/link/devices").intValue() == 2);
    assertThat(board.site("CL-06").at("/link/state").textValue()).isEqualTo("ONLINE");

    links.silent(hall.id(), "CL-06", 902, Instant.now());
    links.silent(hall.id(), "CL-06", 903, Instant.now());
    board.until(w -> w.site("CL-06").at("/link/state").textValue().equals("OFFLINE"));
    assertThat(board.totals().get("sitesOnline").intValue()).isEqualTo(1);
  }

  @Test
  void aSiteReportIsCurrentUntilSomeoneComes() {
    Hall hall = district();
    Watcher board = hall.watch().until(w -> !w.frames.isEmpty());
    hall.checkIn("CL-03", "ĐB-CL-03-1");
    hall.at("CL-03", new Command.SiteReport(Hall.stamp(), 1, "đủ"));
    board.until(w -> w.totals().get("sitesReported").intValue() == 1);
    assertThat(board.site("CL-03").at("/report/current").booleanValue()).isTrue();
    assertThat(board.site("CL-03").at("/report/counted").intValue()).isEqualTo(1);

    hall.checkIn("CL-03", "ĐB-CL-03-2");

    board.until(w -> !w.site("CL-03").at("/report/current").booleanValue());
    assertThat(board.site("CL-03").get("lastAt").textValue())
        .isGreaterThanOrEqualTo(board.site("CL-03").get("firstAt").textValue());
  }

  @Test
  void aBoardThatGrowsPastItsLimitOrLosesItsSiteIsClosed() throws Exception {
    Hall hall = district();
    Watcher whole = hall.watch().until(w -> !w.frames.isEmpty());
    Watcher gone = hall.watch("&site=CL-01", fixture.organizer()).until(w -> !w.frames.isEmpty());
    Watcher other = hall.watch("&site=CL-06", fixture.organizer()).until(w -> !w.frames.isEmpty());
    List<Site> more = new ArrayList<>();
    for (int i = 0; i < MAX_SITES; i++) {
      more.add(site("MỚI-" + i, "CL-00"));
    }

    hall.register(more, List.of());
    assertThat(whole.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1008);
    assertThat(other.closed).isNotDone();

    hall.amend(
        Amendment.Plan.switchTo(
            Amendment.Step.registered(UUID.randomUUID(), EventType.SITE, BoardFixture.BY, "CL-01"),
            new Rows(List.of(), List.of("CL-01"), List.of(), List.of())));
    assertThat(gone.closed.get(20, TimeUnit.SECONDS)).isEqualTo(4401);
    assertThat(other.closed).isNotDone();
  }

  @Test
  void whatABoardSendsIsAnsweredAsAnErrorAndTheSocketStaysOpen() {
    Hall hall = district();
    Watcher board = hall.watch().until(w -> !w.frames.isEmpty());
    WebSocket socket = hall.socket(board);
    socket.sendText("không phải JSON", true).join();
    socket.sendText("{} {}", true).join();
    socket.sendText("[]", true).join();
    socket.sendText("", true).join();
    socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
    socket.sendText("{\"type\":\"ping\",\"id\":\"a\"}", true).join();
    socket.sendText("{\"type\":7}", true).join();
    socket.sendText("{}", true).join();
    board.until(w -> w.ofType("error").size() == 8);

    assertThat(board.ofType("error").stream().map(e -> e.get("code").textValue()))
        .containsExactly(
            "MALFORMED_FRAME",
            "MALFORMED_FRAME",
            "MALFORMED_FRAME",
            "MALFORMED_FRAME",
            "MALFORMED_FRAME",
            "UNKNOWN_TYPE",
            "INVALID",
            "INVALID");
    assertThat(board.ofType("error").get(5).get("id").textValue()).isEqualTo("a");
    hall.checkIn("CL-01", "ĐB-CL-01-1");
    board.untilRevision(hall.desk().register().revision());
  }

  @Test
  void aCloseIsAnsweredInKind() throws Exception {
    Hall hall = district();
    Watcher board = hall.watch().until(w -> !w.frames.isEmpty());
    hall.socket(board).sendClose(WebSocket.NORMAL_CLOSURE, "").join();

    assertThat(board.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1000);
  }

  @Test
  void overHttpTheSameSnapshotIsReadAndOfAClosedRollCallItsLastRecord() {
    Hall hall = district();
    hall.checkIn("CL-01", "ĐB-CL-01-1");
    Watcher board = hall.watch().until(w -> !w.frames.isEmpty());
    String path = "/api/v1/conferences/" + hall.id() + "/headcounts";
    var first = fixture.send("GET", path, null, fixture.organizer());
    assertThat(FrameSchemas.server(FrameSchemas.Socket.BOARD, first.body())).isEmpty();
    JsonNode read = fixture.call("GET", path, null, fixture.organizer());
    JsonNode told = board.frames.getFirst();
    for (String field : List.of("epoch", "revision", "conference", "rollCall", "totals", "sites")) {
      assertThat(read.get(field)).isEqualTo(told.get(field));
    }
    String tag = first.headers().firstValue("ETag").orElseThrow();
    var known = fixture.send("GET", path, null, fixture.organizer(), "If-None-Match", tag);
    assertThat(known.statusCode()).isEqualTo(304);
    for (String header : List.of("ETag", "Cache-Control", "Vary")) {
      assertThat(known.headers().firstValue(header))
          .isPresent()
          .isEqualTo(first.headers().firstValue(header));
    }

    hall.amend(
        Amendment.Plan.of(
            List.of(Amendment.Step.rollCall(BoardFixture.BY, 1, RollCallState.CLOSED, null))));
    long closedAt = hall.desk().register().revision();
    hall.register(List.of(site("CL-07", "CL-00")), List.of(delegate("ĐB-MỚI", "CL-01")));
    JsonNode record = fixture.call("GET", path + "?rollCall=1&depth=8", null, fixture.organizer());
    assertThat(record.get("revision").longValue()).isEqualTo(closedAt);
    assertThat(record.at("/totals/expected").intValue()).isEqualTo(55);
    assertThat(record.get("sites")).hasSize(11);
    assertThat(
            fixture.send("GET", path, null, fixture.organizer(), "If-None-Match", tag).statusCode())
        .isEqualTo(200);
    assertThat(fixture.send("GET", path + "?rollCall=9", null, fixture.organizer()).statusCode())
        .isEqualTo(404);
    assertThat(fixture.send("GET", path + "?depth=-1", null, fixture.organizer()).statusCode())
        .isEqualTo(400);
    assertThat(fixture.send("GET", path + "?site=CL-99", null, fixture.organizer()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void overHttpFiguresThatMayBeOldAreNotGivenAsThoseOfNow() {
    Hall hall = district();
    String path = "/api/v1/conferences/" + hall.id() + "/headcounts";
    var fresh = fixture.send("GET", path, null, fixture.organizer());
    assertThat(fresh.statusCode()).isEqualTo(200);
    String tag = fresh.headers().firstValue("ETag").orElseThrow();

    endTheDesk(hall);

    var stale =
        fixture.send(
            "GET", path, null, fixture.organizer(), "If-None-Match", tag, "Accept-Language", "en");
    assertThat(stale.statusCode()).isEqualTo(503);
    assertThat(stale.body()).contains("whether its figures are up to date");
    assertThat(stale.headers().firstValue("Retry-After")).hasValue("6");
  }

  /** A defect ends its thread: what is counted here stays what it was. */
  private static void endTheDesk(Hall hall) {
    hall.desk()
        .amend(register -> {
          throw new AssertionError("a defect");
        });
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !hall.desk().isServing());
  }

  private static double counted(String frames) {
    return fixture.bean(MeterRegistry.class).counter("rollcall.board.frames." + frames).count();
  }

  /** People come, go, move and are excused, as it comes. */
  private static void happen(Hall hall, int commands, long seed) {
    var random = new Random(seed);
    List<String> sites = hall.desk().register().sites().all().stream().map(Site::code).toList();
    List<String> delegates =
        hall.desk().register().people().stream().map(person -> person.code()).toList();
    for (int i = 0; i < commands; i++) {
      String site = sites.get(random.nextInt(sites.size()));
      String code = delegates.get(random.nextInt(delegates.size()));
      hall.at(
          site,
          switch (random.nextInt(10)) {
            case 0 -> new Command.CheckOut(Hall.stamp(), code);
            case 1 -> new Command.Excuse(Hall.stamp(), code, "Đi công tác");
            case 2 -> new Command.Absent(Hall.stamp(), code, null);
            case 3 ->
                new Command.WalkIn(
                    Hall.stamp(), new Command.Newcomer.Unknown("Khách " + i, null, null));
            case 4 ->
                new Command.Substitute(
                    Hall.stamp(),
                    code,
                    new Command.Newcomer.Unknown("Người thay " + i, null, null),
                    null);
            default -> new Command.CheckIn(Hall.stamp(), code);
          });
    }
  }
}
