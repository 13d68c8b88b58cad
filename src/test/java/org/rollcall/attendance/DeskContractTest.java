package org.rollcall.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rollcall.attendance.Rehearsal.checkIn;
import static org.rollcall.attendance.Rehearsal.checkOut;
import static org.rollcall.attendance.Rehearsal.coordinator;
import static org.rollcall.attendance.Rehearsal.excuse;
import static org.rollcall.attendance.Rehearsal.forced;
import static org.rollcall.attendance.Rehearsal.inRollCall;
import static org.rollcall.attendance.Rehearsal.offline;
import static org.rollcall.attendance.Rehearsal.report;
import static org.rollcall.attendance.Rehearsal.substitute;
import static org.rollcall.attendance.Rehearsal.undo;
import static org.rollcall.attendance.Rehearsal.walkIn;
import static org.rollcall.attendance.Rehearsal.withId;
import static org.rollcall.attendance.Server.word;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.Settings;
import org.rollcall.headcount.Figures;
import org.rollcall.headcount.Snapshot;

/** What the desk and its log promise on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeskContractTest {
  HikariDataSource database;
  Server server;

  /** A fresh database. */
  abstract Settings settings();

  @BeforeAll
  void migrates() {
    Map<String, Object> properties = settings().toProperties();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl((String) properties.get("datasources.default.url"));
    config.setUsername((String) properties.get("datasources.default.username"));
    config.setPassword((String) properties.get("datasources.default.password"));
    config.setMaximumPoolSize(16);
    config.setMinimumIdle(0);
    database = new HikariDataSource(config);
    Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
  }

  @AfterAll
  void leaves() {
    database.close();
  }

  @BeforeEach
  void starts() {
    server = new Server(database);
  }

  @AfterEach
  void stops() {
    server.close();
  }

  // ---- the order of things

  @Test
  void aConferenceBeginsAsADraftWithAPlannedRollCall() {
    Register register = server.register(server.create());

    assertThat(register.revision()).isEqualTo(2);
    assertThat(register.conference().state()).isEqualTo(ConferenceState.DRAFT);
    assertThat(register.conference().title()).isEqualTo("Hội nghị trực tuyến – “tổng kết” 2019");
    assertThat(register.rollCalls())
        .containsExactly(new RollCall(1, "Khai mạc", false, RollCallState.PLANNED));
  }

  @Test
  void noConferenceOfThatIdIsToldSo() {
    assertThatThrownBy(() -> server.desks.of(987_654)).isInstanceOf(NoSuchConference.class);
  }

  @Test
  void everyAnswerComesAfterItsEventIsInTheLog() throws Exception {
    long conference = server.conference(3);

    for (int i = 1; i <= 3; i++) {
      Outcome.Applied applied =
          (Outcome.Applied) server.ask(conference, "S", forced(checkIn("D-" + i)));
      assertThat(server.reader.at(conference, applied.event().revision()).values())
          .singleElement()
          .usingRecursiveComparison()
          .isEqualTo(applied.event());
      assertThat(applied.delegate().state()).isEqualTo(State.PRESENT);
    }
  }

  @Test
  void aFramesCommandsAreAppliedInOrderAlsoWhereOneDependsOnTheOther() throws Exception {
    long conference = server.conference(6);
    Command came = checkIn("D-1");
    Command left = checkOut("D-1");
    List<Command> frame =
        List.of(
            came,
            left,
            checkIn("D-1"),
            checkIn("D-1"),
            undo(left.id()),
            walkIn("Phạm Khách"),
            walkIn("PHẠM KHÁCH"),
            excuse("D-4"),
            substitute("D-4", "Hoàng Văn Thay"),
            checkIn("D-4"),
            report(3));

    List<String> words =
        server.send(conference, coordinator("S"), frame).stream()
            .map(outcome -> word(Server.await(outcome)))
            .toList();

    assertThat(words)
        .containsExactly(
            "APPLIED",
            "APPLIED",
            "APPLIED",
            "refused ALREADY_HERE",
            "refused STALE",
            "APPLIED",
            "asks SAME_NAME",
            "APPLIED",
            "APPLIED",
            "refused SUBSTITUTED",
            "APPLIED");
    isGapless(conference);
  }

  @Test
  void followersAreToldExactlyWhatTheLogHas() throws Exception {
    long conference = server.conference(2);
    server.ask(conference, "S", checkIn("D-1"));
    server.ask(conference, "S", substitute("D-2", "Hoàng Văn Thay"));
    server.ask(conference, "T", offline(substitute("D-2", "Hoàng Văn Thay"), Instant.now()));
    server.ask(conference, "S", walkIn("Phạm Khách"));
    server.ask(conference, "S", report(2));

    assertThat(server.told)
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(LogReading.read(server.reader, conference, 0, 1000, null));
  }

  private List<Event> isGapless(long conference) {
    List<Event> log = LogReading.read(server.reader, conference, 0, 100_000, null);
    assertThat(log)
        .extracting(Event::revision)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, log.size()).boxed().toList());
    assertThat(log).extracting(Event::id).doesNotHaveDuplicates();
    assertThat(server.register(conference).revision()).isEqualTo(log.size());
    return log;
  }

  // ---- replays

  @Test
  void anAppliedCommandIsReplayedForEver() throws Exception {
    long conference = server.conference(3);
    Command came = checkIn("D-1");
    Outcome.Applied applied = (Outcome.Applied) server.ask(conference, "S", came);
    server.ask(conference, "S", checkOut("D-1"));
    server.turn(conference, 1, RollCallState.CLOSED);

    for (Command again : List.of(came, inRollCall(came, 1), forced(came))) {
      Outcome.Replayed replayed = (Outcome.Replayed) server.ask(conference, "S", again);
      assertThat(replayed.event()).usingRecursiveComparison().isEqualTo(applied.event());
      assertThat(replayed.delegate().state()).as("the card of now").isEqualTo(State.LEFT);
    }
    server.close();
    try (Server restarted = new Server(database)) {
      assertThat(word(restarted.ask(conference, "S", came))).isEqualTo("REPLAYED");
    }
  }

  @Test
  void anIdOfAnotherBodySiteOrRollCallIsReused() throws Exception {
    long conference = server.conference(3);
    Command came = checkIn("D-1");
    server.ask(conference, "S", came);

    assertThat(word(server.ask(conference, "S", withId(checkIn("D-2"), came.id()))))
        .isEqualTo("refused ID_REUSED");
    assertThat(word(server.ask(conference, "S", withId(checkOut("D-1"), came.id()))))
        .isEqualTo("refused ID_REUSED");
    assertThat(word(server.ask(conference, "T", came))).isEqualTo("refused ID_REUSED");
    assertThat(word(server.ask(conference, "S", inRollCall(came, 2))))
        .isEqualTo("refused ID_REUSED");
    Event opening = LogReading.read(server.reader, conference, 0, 1, null).getFirst();
    assertThat(word(server.ask(conference, "S", withId(came, opening.id()))))
        .isEqualTo("refused ID_REUSED");
  }

  @Test
  void onlyAppliedCommandsAreRemembered() throws Exception {
    long conference = server.conference(3);
    Command out = checkOut("D-1");
    assertThat(word(server.ask(conference, "S", out))).isEqualTo("refused NOT_HERE");
    server.ask(conference, "S", checkIn("D-1"));

    assertThat(word(server.ask(conference, "S", out))).isEqualTo("APPLIED");
    assertThat(word(server.ask(conference, "S", out))).isEqualTo("REPLAYED");
  }

  @Test
  void theSameCommandTwiceInOneFrameIsAppliedOnce() throws Exception {
    long conference = server.conference(3);
    Command came = checkIn("D-1");

    List<String> words =
        server.send(conference, coordinator("S"), List.of(came, came, came)).stream()
            .map(outcome -> word(Server.await(outcome)))
            .toList();

    assertThat(words).containsExactly("APPLIED", "REPLAYED", "REPLAYED");
  }

  // ---- the append

  @Test
  void anAppendIsAllOrNothing() throws Exception {
    long conference = server.conference(3);
    long base = server.register(conference).revision();
    UUID twice = UUID.randomUUID();
    List<Event> events = List.of(event(base + 1, twice), event(base + 2, twice));
    AttendanceLog.Append append =
        new AttendanceLog.Append(
            conference,
            events,
            List.of("một", "hai"),
            Map.of(twice, Rehearsal.delegate("~9", "Phạm Khách", null)),
            null,
            null);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> server.log.append(connection, base, append))
          .isInstanceOfSatisfying(
              AttendanceLog.AppendFailed.class, e -> assertThat(e.unknown).isFalse());
      assertThat(server.log.head(connection, conference)).isEqualTo(base);
      assertThat(RegisteredRows.all(connection, conference)).doesNotContainKey(twice);
      connection.rollback();
    }
    assertThat(LogReading.read(server.reader, conference, base, 10, null)).isEmpty();
    assertThat(word(server.ask(conference, "S", checkIn("D-1")))).isEqualTo("APPLIED");
  }

  @Test
  void anAppendOntoAHeadThatMovedWritesNothing() throws Exception {
    long conference = server.conference(3);
    long base = server.register(conference).revision() - 1;
    AttendanceLog.Append append =
        new AttendanceLog.Append(
            conference,
            List.of(event(base + 1, UUID.randomUUID())),
            Collections.singletonList(null),
            Map.of(),
            null,
            null);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      assertThat(server.log.append(connection, base, append)).isFalse();
    }
    isGapless(conference);
  }

  private static Event event(long revision, UUID id) {
    return new Amendment.Step(id, EventType.ROLL_CALL, "user:1", 1, null, null, "OPEN", null)
        .event(revision, EventRow.micros(Instant.now()));
  }

  @Test
  void whatTheDatabaseCannotKeepIsRefusedAndHoldsNobodyUp() throws Exception {
    long conference = server.conference(3);
    Command tooLong = walkIn("X".repeat(201));

    List<CompletableFuture<Outcome>> frame =
        server.send(
            conference,
            coordinator("S"),
            List.of(
                forced(checkIn("D-1")), tooLong, forced(checkIn("D-2")), forced(checkIn("D-3"))));

    assertThat(word(frame.get(0).get())).isEqualTo("APPLIED");
    assertThat(frame.get(1).get())
        .isEqualTo(new Outcome.Refused(Reason.INVALID, Retry.NEVER, null));
    assertThat(word(frame.get(2).get())).isEqualTo("APPLIED");
    assertThat(word(frame.get(3).get())).isEqualTo("APPLIED");
    isGapless(conference);
  }

  @Test
  void aCommitWhoseAnswerWasLostIsFoundInTheLog() throws Exception {
    long conference = server.conference(6);
    server.line.fault = FaultyDataSource.Fault.AFTER_COMMIT;

    List<CompletableFuture<Outcome>> outcomes =
        server.send(conference, coordinator("S"), List.of(checkIn("D-1"), checkIn("D-4")));

    assertThat(outcomes).allSatisfy(o -> assertThat(word(Server.await(o))).isEqualTo("APPLIED"));
    assertThat(isGapless(conference)).filteredOn(e -> e.type() == EventType.CHECK_IN).hasSize(2);
  }

  @Test
  void aCommitThatWasLostIsDoneAgain() throws Exception {
    long conference = server.conference(6);
    server.line.fault = FaultyDataSource.Fault.BEFORE_COMMIT;

    assertThat(word(server.ask(conference, "S", checkIn("D-1")))).isEqualTo("APPLIED");

    assertThat(isGapless(conference)).filteredOn(e -> e.type() == EventType.CHECK_IN).hasSize(1);
  }

  @Test
  void anOpeningWhoseAnswerWasLostIsDoneOnce() throws Exception {
    long conference = server.conference(3);
    for (FaultyDataSource.Fault fault :
        List.of(FaultyDataSource.Fault.AFTER_COMMIT, FaultyDataSource.Fault.BEFORE_COMMIT)) {
      server.line.fault = fault;
      int id = server.plan(conference, "Phiên " + fault);
      assertThat(server.register(conference).rollCalls()).hasSize(id);
    }
    assertThat(isGapless(conference)).filteredOn(e -> e.type() == EventType.ROLL_CALL).hasSize(4);
  }

  // ---- the database away, the queue full

  @Test
  void whileTheDatabaseIsAwayItIsTryLaterAndAfterItAllIsWell() throws Exception {
    server.close();
    Duration patience = Duration.ofMillis(400);
    server = new Server(database, new DeskLimits(64, 16, patience, Duration.ofMillis(50)));
    long conference = server.conference(60);
    server.line.fault = FaultyDataSource.Fault.AWAY;

    List<Command> frame =
        IntStream.rangeClosed(1, 40).<Command>mapToObj(i -> forced(checkIn("D-" + i))).toList();
    List<CompletableFuture<Outcome>> outcomes = server.send(conference, coordinator("S"), frame);
    assertThat(outcomes)
        .allSatisfy(o -> {
          Outcome.Refused refused = (Outcome.Refused) Server.await(o);
          assertThat(refused.reason()).isEqualTo(Reason.TRY_LATER);
          assertThat(refused.retry()).isEqualTo(Retry.SAME_ID);
        });
    assertThatThrownBy(() ->
            server
                .desks
                .of(conference)
                .amend(register -> Server.closing(1, RollCallState.CLOSED))
                .get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LogUnavailable.class);

    server.line.fault = FaultyDataSource.Fault.NONE;
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> word(server.ask(conference, "S", frame.getFirst())).equals("APPLIED"));
    server
        .send(conference, coordinator("S"), frame.subList(1, 40))
        .forEach(o -> assertThat(word(Server.await(o))).isEqualTo("APPLIED"));
    assertThat(isGapless(conference)).filteredOn(e -> e.type() == EventType.CHECK_IN).hasSize(40);
  }

  @Test
  void aFullQueueIsTryLaterAtOnceAndSoIsTheRestOfTheFrame() throws Exception {
    server.close();
    Duration patience = Duration.ofSeconds(30);
    server = new Server(database, new DeskLimits(10, 5, patience, Duration.ofMillis(50)));
    long conference = server.conference(60);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    CompletableFuture<Long> amended =
        server
            .desks
            .of(conference)
            .amend(register -> {
              busy.countDown();
              try {
                done.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Amendment.Plan.NOTHING;
            });
    busy.await();
    List<Command> frame =
        IntStream.rangeClosed(1, 40).<Command>mapToObj(i -> forced(checkIn("D-" + i))).toList();

    List<CompletableFuture<Outcome>> outcomes = server.send(conference, coordinator("S"), frame);
    assertThat(outcomes.subList(10, 40))
        .as("the desk is busy, and they are answered all the same")
        .allSatisfy(o -> {
          assertThat(o).isDone();
          assertThat(word(Server.await(o))).isEqualTo("refused TRY_LATER");
        });
    assertThatThrownBy(() -> server.desks.of(conference).amend(r -> Amendment.Plan.NOTHING).get())
        .hasCauseInstanceOf(DeskBusy.class);
    done.countDown();

    amended.get();
    assertThat(outcomes.subList(0, 10))
        .as("what found a place is not lost for what did not")
        .allSatisfy(o -> assertThat(word(Server.await(o))).isEqualTo("APPLIED"));
    assertThat(isGapless(conference)).filteredOn(e -> e.type() == EventType.CHECK_IN).hasSize(10);
  }

  @Test
  void whatComesAfterTheDeskStoppedIsTryLater() throws Exception {
    long conference = server.conference(3);
    Desk desk = server.desks.of(conference);
    server.close();

    assertThat(word(server.ask(conference, "S", checkIn("D-1")))).isEqualTo("refused TRY_LATER");
    assertThatThrownBy(() -> desk.amend(register -> Amendment.Plan.NOTHING).get())
        .hasCauseInstanceOf(DeskBusy.class);
  }

  // ---- amendments

  @Test
  void whatAnAmendmentThrowsReachesWhoAsked() throws Exception {
    long conference = server.conference(3);

    assertThatThrownBy(() ->
            server.amend(
                conference,
                register -> {
                  throw new IllegalArgumentException("không được");
                }))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
    assertThat(word(server.ask(conference, "S", checkIn("D-1")))).isEqualTo("APPLIED");
  }

  @Test
  void anAmendmentIsDecidedBetweenTheCommandsBeforeAndAfterIt() throws Exception {
    long conference = server.conference(60);
    Desk desk = server.desks.of(conference);
    List<CompletableFuture<Outcome>> before = new ArrayList<>();
    List<CompletableFuture<Outcome>> after = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      before.add(server.send(conference, coordinator("S"), forced(checkIn("D-" + i))));
    }
    CompletableFuture<Long> closed =
        desk.amend(register -> Server.closing(1, RollCallState.CLOSED));
    for (int i = 31; i <= 60; i++) {
      after.add(server.send(conference, coordinator("S"), forced(checkIn("D-" + i))));
    }

    assertThat(before).allSatisfy(o -> assertThat(word(Server.await(o))).isEqualTo("APPLIED"));
    assertThat(after)
        .allSatisfy(o -> assertThat(word(Server.await(o))).isEqualTo("refused NOT_OPEN"));
    assertThat(isGapless(conference).getLast().revision()).isEqualTo(closed.get());
    assertThat(server.register(conference).records(1).getFirst().cards())
        .filteredOn(card -> card.state() == State.PRESENT)
        .hasSize(30);
  }

  @Test
  void labelsChangeWithTheirEvent() throws Exception {
    long conference = server.conference(3);
    server.amend(
        conference,
        register -> {
          Conference c = register.conference();
          return new Amendment.Plan(
              List.of(Amendment.Step.conference("user:1", c.state(), null)),
              Rows.NONE,
              new Conference(
                  c.id(), c.epoch(), "Đại hội", c.organiser(), c.startsAt(), c.zone(), c.state()),
              null);
        });

    assertThat(server.register(conference).conference().title()).isEqualTo("Đại hội");
    server.close();
    try (Server restarted = new Server(database)) {
      Conference read = restarted.register(conference).conference();
      assertThat(read.title()).isEqualTo("Đại hội");
      assertThat(read.state()).isEqualTo(ConferenceState.OPEN);
    }
  }

  // ---- races

  @Test
  void manyDevicesAtOnceNeverCountAnyoneTwice() throws Exception {
    long conference = server.conference(120);

    List<Outcome> outcomes = rush(conference, List.of(server), 12, 120, null);

    List<Event> log = isGapless(conference);
    long checkIns = log.stream().filter(e -> e.type() == EventType.CHECK_IN).count();
    assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Applied).hasSize((int) checkIns);
    assertThat(server.register(conference).people())
        .allSatisfy(p -> assertThat(p.standing(1).state()).isEqualTo(State.PRESENT));
    figuresAreThoseOfTheLog(conference);
  }

  @Test
  void aRollCallClosedInTheMiddleOfARushTakesNothingAfterIt() throws Exception {
    long conference = server.conference(120);

    rush(
        conference,
        List.of(server),
        12,
        120,
        () -> server.turn(conference, 1, RollCallState.CLOSED));

    List<Event> log = isGapless(conference);
    long closing =
        log.stream().filter(e -> "CLOSED".equals(e.phase())).findFirst().orElseThrow().revision();
    assertThat(log.getLast().revision()).isEqualTo(closing);
    figuresAreThoseOfTheLog(conference);
  }

  /** Every device checks everyone in, each in an order of its own, and sends each id twice. */
  final List<Outcome> rush(
      long conference, List<Server> servers, int devices, int delegates, Runnable meanwhile)
      throws InterruptedException {
    List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int device = 0; device < devices; device++) {
      Server at = servers.get(device % servers.size());
      Sender sender = coordinator(List.of("S", "T", "U").get(device % 3));
      List<Command> all = new ArrayList<>();
      IntStream.rangeClosed(1, delegates).forEach(i -> all.add(forced(checkIn("D-" + i))));
      Collections.shuffle(all, new java.util.Random(device));
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < all.size(); i += 10) {
                  List<Command> frame = all.subList(i, Math.min(all.size(), i + 10));
                  List<CompletableFuture<Outcome>> sent = new ArrayList<>();
                  sent.addAll(at.send(conference, sender, frame));
                  sent.addAll(at.send(conference, sender, frame));
                  sent.forEach(o -> outcomes.add(Server.await(o)));
                }
              }));
    }
    if (meanwhile != null) {
      await().atMost(Duration.ofSeconds(30)).until(() -> outcomes.size() > delegates);
      meanwhile.run();
    }
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(120));
      assertThat(thread.isAlive()).isFalse();
    }
    return outcomes;
  }

  private void figuresAreThoseOfTheLog(long conference) throws Exception {
    Snapshot live = snapshot(server, conference);
    Map<String, Figures> own = new TreeMap<>();
    live.sites().forEach(count -> own.put(count.site(), count.own()));
    assertThat(own).isEqualTo(Recount.of(server.register(conference), 1));
    try (Server restarted = new Server(database)) {
      assertThat(snapshot(restarted, conference).sites()).isEqualTo(live.sites());
    }
  }

  static Snapshot snapshot(Server server, long conference) {
    server.desks.of(conference);
    return server.counts(conference).snapshot(tree -> tree.all().stream().map(Site::code).toList());
  }

  // ---- restart and reading

  @Test
  void aRestartRebuildsAnEqualRegister() throws Exception {
    long conference = server.conference(9);
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    List<UUID> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String code = "D-" + random.nextInt(1, 10);
      Command command =
          switch (random.nextInt(8)) {
            case 0, 1, 2 -> forced(checkIn(code));
            case 3 -> checkOut(code);
            case 4 -> excuse(code);
            case 5 -> substitute(code, "Hoàng Văn Thay " + i);
            case 6 -> walkIn("Phạm Khách " + i);
            default -> sent.isEmpty() ? report(i) : undo(sent.get(random.nextInt(sent.size())));
          };
      if (random.nextInt(4) == 0) {
        command = offline(command, Instant.now().minusSeconds(random.nextInt(600)));
      }
      sent.add(command.id());
      server.ask(conference, List.of("S", "T", "U").get(random.nextInt(3)), command);
    }
    server.turn(conference, 1, RollCallState.CLOSED);
    int second = server.plan(conference, "Buổi chiều");
    Register live = server.register(conference);

    try (Server restarted = new Server(database)) {
      restarted.desks.all();
      Register again = restarted.register(conference);
      assertThat(again.revision()).isEqualTo(live.revision());
      assertThat(again.conference()).isEqualTo(live.conference());
      assertThat(again.rollCalls()).isEqualTo(live.rollCalls());
      assertThat(again.records(1)).isEqualTo(live.records(1));
      assertThat(again.sites().all()).containsExactlyElementsOf(live.sites().all());
      assertThat(again.people()).hasSameSizeAs(live.people());
      for (Person person : live.people()) {
        Person other = again.person(person.code());
        assertThat(other.delegate()).isEqualTo(person.delegate());
        assertThat(other.standing(1)).isEqualTo(person.standing(1));
        assertThat(other.card(second)).isEqualTo(person.card(second));
      }
    }
  }

  @Test
  void vietnameseNamesCodesAndNotesSurvive() throws Exception {
    long conference = server.create();
    server.register(
        conference, EventType.SITE, Rows.ofSites(List.of(Rehearsal.site("ĐIỂM-CẦU-1", null))));
    Delegate duc =
        new Delegate(
            "ĐB-01",
            "Nguyễn Thị Đức Ưỡng",
            "Phó Chủ tịch HĐND",
            "Đảng bộ xã Gia Cát",
            "ĐIỂM-CẦU-1",
            Delegate.Kind.ROSTER,
            null,
            false);
    server.register(conference, EventType.ROSTER, Rows.ofDelegates(List.of(duc)));
    server.open(conference);
    server.ask(conference, "ĐIỂM-CẦU-1", excuse("ĐB-01"));
    Outcome.Applied walkIn =
        (Outcome.Applied) server.ask(conference, "ĐIỂM-CẦU-1", walkIn("Hoàng Thị Ỷ 🌸"));

    server.close();
    server = new Server(database);
    Register read = server.register(conference);
    assertThat(read.person("ĐB-01").delegate()).isEqualTo(duc);
    assertThat(read.sites().get("ĐIỂM-CẦU-1").name()).isEqualTo("Xã ĐIỂM-CẦU-1");
    Delegate guest = read.person(walkIn.event().delegate()).delegate();
    assertThat(guest.fullName()).isEqualTo("Hoàng Thị Ỷ 🌸");
    assertThat(guest.madeAt()).isEqualTo("ĐIỂM-CẦU-1");
    assertThat(server.reader.history(conference, "ĐB-01"))
        .singleElement()
        .satisfies(noted -> assertThat(noted.note()).isEqualTo("Đi công tác"));
  }

  @Test
  void theLogIsReadByRollCallByPersonByReviewAndByRevision() throws Exception {
    long conference = server.conference(6);
    server.ask(conference, "S", checkIn("D-1"));
    Instant before = Instant.now().minusSeconds(60);
    Outcome.Applied reviewed =
        (Outcome.Applied) server.ask(conference, "S", offline(checkIn("D-2"), before));
    Outcome.Applied replaced =
        (Outcome.Applied) server.ask(conference, "S", substitute("D-4", "Hoàng Văn Thay"));
    server.turn(conference, 1, RollCallState.CLOSED);
    int second = server.plan(conference, "Buổi chiều");
    server.turn(conference, second, RollCallState.OPEN);
    server.ask(conference, "S", checkIn("D-1"));

    assertThat(server.reader.history(conference, "D-1")).hasSize(2);
    assertThat(server.reader.history(conference, replaced.delegate().code()))
        .extracting(noted -> noted.event().id())
        .containsExactly(replaced.event().id());
    assertThat(server.reader.after(conference, 0, 10, EventFilter.REVIEWS))
        .extracting(noted -> noted.event().id())
        .containsExactly(reviewed.event().id());
    assertThat(
            server.reader.after(conference, reviewed.event().revision(), 10, EventFilter.REVIEWS))
        .isEmpty();
    assertThat(LogReading.read(server.reader, conference, 0, 100, second))
        .extracting(Event::type)
        .containsExactly(EventType.ROLL_CALL, EventType.ROLL_CALL, EventType.CHECK_IN);
    assertThat(LogReading.read(server.reader, conference, 2, 3, null))
        .extracting(Event::revision)
        .containsExactly(3L, 4L, 5L);
    assertThat(server.reader.at(conference, 1, 4, 999)).containsOnlyKeys(1L, 4L);
    assertThat(server.reader.at(conference, LongStream.rangeClosed(1, 1200).toArray()))
        .hasSize((int) server.register(conference).revision());
  }
}
