package org.rollcall.attendance;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.jdbc.DataSourceResolver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.rollcall.headcount.ConferenceCounts;
import org.rollcall.headcount.Headcounts;

/** The core of one server on a database: its desks, its figures, and all that it was told. */
final class Server implements AutoCloseable {
  static final DeskLimits LIMITS =
      new DeskLimits(8192, 256, Duration.ofSeconds(5), Duration.ofMillis(50));

  final FaultyDataSource line;
  final AttendanceLog log;
  final LogReader reader;
  final Desks desks;
  final Headcounts headcounts = new Headcounts();
  final List<Event> told = new CopyOnWriteArrayList<>();

  Server(DataSource database) {
    this(database, LIMITS);
  }

  Server(DataSource database, DeskLimits limits) {
    line = new FaultyDataSource(database);
    log = new AttendanceLog(line, DataSourceResolver.DEFAULT);
    reader = new LogReader(log, new LogLimits(5_000, 4, Duration.ofSeconds(5)));
    Follower recorder =
        new Follower() {
          @Override
          public void follows(Register register) {}

          @Override
          public void applied(Register register, Change change) {
            told.add(change.event());
          }
        };
    BeanProvider<Follower> followers =
        new BeanProvider<>() {
          @Override
          public Follower get() {
            return headcounts;
          }

          @Override
          public Stream<Follower> stream() {
            return Stream.of(recorder, headcounts);
          }
        };
    desks = new Desks(log, followers, limits, new DeskMeters(new SimpleMeterRegistry(), null));
  }

  @Override
  public void close() {
    desks.close();
  }

  long create() {
    Conference labels =
        new Conference(
            0,
            new UUID(0, 0),
            "Hội nghị trực tuyến – “tổng kết” 2019",
            "Huyện ủy Cao Lộc",
            Instant.parse("2020-05-11T00:30:00Z"),
            ZoneId.of("Asia/Ho_Chi_Minh"),
            ConferenceState.DRAFT);
    return desks.create(labels, "Khai mạc", "user:1").register().conference().id();
  }

  ConferenceCounts counts(long conference) {
    return headcounts.of(conference);
  }

  Register register(long conference) {
    return desks.of(conference).register();
  }

  // ---- commands

  CompletableFuture<Outcome> send(long conference, Sender sender, Command command) {
    return send(conference, sender, List.of(command)).getFirst();
  }

  List<CompletableFuture<Outcome>> send(long conference, Sender sender, List<Command> frame) {
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    List<Attempt> attempts = new ArrayList<>();
    for (Command command : frame) {
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      outcomes.add(outcome);
      attempts.add(new Attempt(command, sender, null, asked -> true, outcome::complete));
    }
    desks.of(conference).submit(attempts);
    return outcomes;
  }

  static Outcome await(CompletableFuture<Outcome> outcome) {
    return outcome.orTimeout(60, TimeUnit.SECONDS).join();
  }

  Outcome ask(long conference, String site, Command command) {
    return await(send(conference, Rehearsal.coordinator(site), command));
  }

  /** {@code APPLIED}, {@code REPLAYED}, {@code asks X} or {@code refused X}. */
  static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied applied -> "APPLIED";
      case Outcome.Replayed replayed -> "REPLAYED";
      case Outcome.Asked asked -> "asks " + asked.reason();
      case Outcome.Refused refused -> "refused " + refused.reason();
    };
  }

  // ---- amendments

  long amend(long conference, Amendment amendment) {
    return desks.of(conference).amend(amendment).orTimeout(60, TimeUnit.SECONDS).join();
  }

  void turn(long conference, int rollCall, RollCallState to) {
    amend(conference, register -> closing(rollCall, to));
  }

  static Amendment.Plan closing(int rollCall, RollCallState to) {
    return Amendment.Plan.of(List.of(Amendment.Step.rollCall("user:1", rollCall, to, null)));
  }

  void open(long conference) {
    amend(
        conference,
        register ->
            Amendment.Plan.of(
                List.of(
                    Amendment.Step.conference("user:1", ConferenceState.OPEN, null),
                    Amendment.Step.rollCall("user:1", 1, RollCallState.OPEN, null))));
  }

  int plan(long conference, String title) {
    int id = register(conference).rollCalls().size() + 1;
    RollCall added = new RollCall(id, title, true, RollCallState.PLANNED);
    Amendment.Step step = Amendment.Step.rollCall("user:1", id, RollCallState.PLANNED, null);
    amend(conference, register -> new Amendment.Plan(List.of(step), Rows.NONE, null, added));
    return id;
  }

  void register(long conference, EventType type, Rows rows) throws SQLException {
    UUID change = UUID.randomUUID();
    stage(conference, change, rows);
    Amendment.Step step = Amendment.Step.registered(change, type, "user:1", null);
    amend(conference, register -> Amendment.Plan.switchTo(step, rows));
  }

  /** Writes rows ahead under a change, as registration does. */
  void stage(long conference, UUID change, Rows rows) throws SQLException {
    try (Connection connection = line.getConnection()) {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO site_version (conference_id, change_id, code, name, kind, parent,"
                  + " deleted) VALUES (?, ?, ?, ?, ?, ?, FALSE)")) {
        for (Site site : rows.sites()) {
          set(insert, conference, BinaryId.bytes(change), site.code(), site.name());
          insert.setString(5, site.kind().name());
          insert.setString(6, site.parent());
          insert.executeUpdate();
        }
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO delegate_version (conference_id, change_id, code, full_name, title,"
                  + " organisation, home_site, kind, withdrawn, deleted)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, 'ROSTER', ?, FALSE)")) {
        for (Delegate d : rows.delegates()) {
          set(insert, conference, BinaryId.bytes(change), d.code(), d.fullName());
          insert.setString(5, d.title());
          insert.setString(6, d.organisation());
          insert.setString(7, d.homeSite());
          insert.setBoolean(8, d.withdrawn());
          insert.executeUpdate();
        }
      }
    }
  }

  private static void set(PreparedStatement insert, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      insert.setObject(i + 1, values[i]);
    }
  }

  /**
   * A conference of three sites with their delegates, open: D-1 … D-n are of S, T and U in turn.
   */
  long conference(int delegates) throws SQLException {
    long conference = create();
    List<Site> sites =
        List.of(Rehearsal.site("S", null), Rehearsal.site("T", "S"), Rehearsal.site("U", "S"));
    register(conference, EventType.SITE, Rows.ofSites(sites));
    List<Delegate> all = new ArrayList<>();
    for (int i = 1; i <= delegates; i++) {
      String home = sites.get((i - 1) % 3).code();
      all.add(Rehearsal.delegate("D-" + i, "Nguyễn Thị Đào " + i, home));
    }
    register(conference, EventType.ROSTER, Rows.ofDelegates(all));
    open(conference);
    return conference;
  }
}
