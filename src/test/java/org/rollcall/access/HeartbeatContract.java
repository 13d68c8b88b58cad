package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.BeanProvider;
import io.micronaut.jdbc.DataSourceResolver;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Several servers on one database agree on which passes are heard, whichever of them dies. Their
 * clock is moved; the database's, by which they hear of each other, is moved by setting a server's
 * row back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HeartbeatContract {
  private static final Duration PING = Duration.ofSeconds(20);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final LinkSettings SETTINGS =
      new LinkSettings(Duration.ofSeconds(25), Duration.ofSeconds(5), Duration.ofSeconds(20));

  private final MovableClock clock = new MovableClock();
  private RunningServer database;
  private Peer one;
  private Peer two;

  abstract RunningServer start();

  @BeforeAll
  void startTheDatabase() {
    database = start();
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @BeforeEach
  void enter() {
    one = new Peer();
    two = new Peer();
  }

  /** What one server knows and writes, without its sockets. */
  private final class Peer implements HeardFollower {
    private final Map<Long, Boolean> online = new HashMap<>();
    private final Map<Long, Instant> since = new HashMap<>();
    private final Revocations revocations = new Revocations(clock);
    private final LastHeard lastHeard = new LastHeard(provider(this), clock, SETTINGS, revocations);
    private final Heartbeat heartbeat =
        new Heartbeat(
            database.bean(ServerRepository.class),
            database.bean(PassRepository.class),
            lastHeard,
            SETTINGS,
            clock,
            database.bean(OtherServers.class));

    Peer() {
      heartbeat.onStart(null);
      heartbeat.tick();
    }

    @Override
    public void heard(long conference, String site, long pass, Instant at) {
      assertThat(online.put(pass, true)).isNotEqualTo(true);
      since.put(pass, at);
    }

    @Override
    public void silent(long conference, String site, long pass, Instant at) {
      assertThat(online.put(pass, false)).isNotEqualTo(false);
      since.put(pass, at);
    }

    void hear(long pass) {
      lastHeard.heard(new Caller.Coordinator(pass, 77, "CL-07"));
    }

    boolean shows(long pass) {
      lastHeard.silence();
      return online.getOrDefault(pass, false);
    }

    String server(long pass) {
      hear(pass);
      heartbeat.tick();
      return holder(pass);
    }
  }

  private static BeanProvider<HeardFollower> provider(HeardFollower follower) {
    return new BeanProvider<>() {
      @Override
      public HeardFollower get() {
        return follower;
      }

      @Override
      public Stream<HeardFollower> stream() {
        return Stream.of(follower);
      }
    };
  }

  @Test
  void whatOneServerHearsIsOnlineOnTheOtherAndOffline25SecondsAfterItWasLastHeard() {
    long pass = pass();
    one.hear(pass);
    var last = clock.instant();
    one.heartbeat.tick();
    two.heartbeat.tick();
    assertThat(two.shows(pass)).isTrue();
    for (int second = 1; second < 25; second++) {
      go(SECOND);
      assertThat(one.shows(pass)).as("second %d", second).isTrue();
      assertThat(two.shows(pass)).as("second %d", second).isTrue();
    }
    assertThat(holder(pass)).isNull();
    go(SECOND);
    assertThat(one.shows(pass)).isFalse();
    assertThat(two.shows(pass)).isFalse();
    assertThat(one.since).containsEntry(pass, last);
    assertThat(two.since).containsEntry(pass, last);
    assertThat(lastSeen(pass)).isEqualTo(last);
  }

  @Test
  void aPassIsNotWrittenWhileItIsHeard() {
    var passes = IntStream.range(0, 1200).mapToLong(i -> pass()).toArray();
    for (long pass : passes) {
      one.hear(pass);
    }
    one.heartbeat.tick();
    assertThat(holder(passes[0])).isNotNull().isEqualTo(holder(passes[1199]));
    var written = changed();
    var beats = new HashSet<Instant>();
    for (int second = 1; second <= 300; second++) {
      clock.forward(SECOND);
      if (second % PING.toSeconds() == 0) {
        for (long pass : passes) {
          one.hear(pass);
        }
      }
      one.heartbeat.tick();
      beats.add(heardAt(holder(passes[0])));
    }
    assertThat(changed()).isEqualTo(written);
    assertThat(beats).hasSizeBetween(55, 61);
    two.heartbeat.tick();
    assertThat(two.shows(passes[1199])).isTrue();
    assertThat(two.lastHeard.of(passes[1199])).isAfter(clock.instant().minusSeconds(25));
  }

  @Test
  void whatAServerHeldIsOfflineOnTheOthersWithin25SecondsOfItsDeath() {
    long pass = pass();
    var dead = one.server(pass);
    for (int second = 0; second < 30; second++) {
      one.hear(pass);
      go(SECOND);
      assertThat(two.shows(pass)).isTrue();
    }
    one.heartbeat.tick();
    // it goes on hearing its device, and nobody hears it
    databaseGoes(dead, Duration.ofSeconds(19));
    clock.forward(Duration.ofSeconds(19));
    one.hear(pass);
    two.heartbeat.tick();
    assertThat(two.shows(pass)).isTrue();
    databaseGoes(dead, SECOND);
    clock.forward(SECOND);
    assertThat(two.shows(pass)).isFalse();
    assertThat(two.since.get(pass)).isBetween(clock.instant().minusSeconds(22), clock.instant());
    two.hear(pass);
    assertThat(two.shows(pass)).isTrue();
    two.heartbeat.tick();
    assertThat(holder(pass)).isNotEqualTo(dead).isNotNull();
  }

  @Test
  void anotherThatHearsThePassTooTakesItBeforeAGapShows() {
    var three = new Peer();
    long pass = pass();
    one.server(pass);
    var dying = two.server(pass);
    three.heartbeat.tick();
    for (int second = 0; second < 30; second++) {
      databaseGoes(dying, SECOND);
      clock.forward(SECOND);
      one.hear(pass);
      one.heartbeat.tick();
      three.heartbeat.tick();
      assertThat(three.shows(pass)).isTrue();
    }
    assertThat(holder(pass)).isNotEqualTo(dying);
  }

  @Test
  void aDeviceThatIsHeardNowHereNowThereIsOnlineThroughout() {
    var three = new Peer();
    long pass = pass();
    one.hear(pass);
    one.heartbeat.tick();
    three.heartbeat.tick();
    // a call that another server answers, beside a socket
    two.hear(pass);
    for (int second = 1; second < 90; second++) {
      clock.forward(SECOND);
      if (second % PING.toSeconds() == 0) {
        one.hear(pass);
      }
      two.heartbeat.tick();
      three.heartbeat.tick();
      one.heartbeat.tick();
      assertThat(three.shows(pass)).as("second %d", second).isTrue();
      assertThat(two.shows(pass)).as("second %d", second).isTrue();
    }
  }

  @Test
  void aDeviceThatMovesIsHeldByWhereItIsInWhicheverOrderThatIsWritten() {
    long there = pass();
    var first = one.server(there);
    clock.forward(Duration.ofSeconds(21));
    var second = two.server(there);
    assertThat(second).isNotEqualTo(first);
    one.heartbeat.tick();
    assertThat(holder(there)).isEqualTo(second);

    long back = pass();
    one.server(back);
    two.hear(back);
    clock.forward(Duration.ofSeconds(22));
    one.heartbeat.tick();
    assertThat(holder(back)).isNull();
    two.hear(back);
    two.heartbeat.tick();
    assertThat(holder(back)).isEqualTo(second);
    one.heartbeat.tick();
    assertThat(one.shows(back)).isTrue();
  }

  @Test
  void aServerThatStoodStillForLongWritesItselfAnew() {
    long kept = pass();
    long gone = pass();
    var before = one.server(kept);
    one.hear(gone);
    one.heartbeat.tick();
    two.heartbeat.tick();
    databaseGoes(before, Duration.ofSeconds(61));
    clock.forward(Duration.ofSeconds(61));
    two.heartbeat.tick();
    assertThat(two.shows(kept)).isFalse();
    assertThat(holder(kept)).isNull();
    assertThat(lastSeen(kept)).isEqualTo(two.since.get(kept));
    assertThat(heardAt(before)).isNull();

    one.hear(kept);
    one.heartbeat.tick();
    two.heartbeat.tick();
    assertThat(holder(kept)).isNotNull().isNotEqualTo(before);
    assertThat(holder(gone)).isNull();
    assertThat(two.shows(kept)).isTrue();
    assertThat(two.shows(gone)).isFalse();
  }

  @Test
  void aServerThatLeavesSaysWhenEachWasHeardLast() {
    long pass = pass();
    var own = one.server(pass);
    var last = clock.instant();
    clock.forward(Duration.ofSeconds(10));
    one.heartbeat.leave();
    one.heartbeat.tick();
    two.heartbeat.tick();
    assertThat(holder(pass)).isNull();
    assertThat(heardAt(own)).isNull();
    assertThat(lastSeen(pass)).isEqualTo(last);
    assertThat(two.shows(pass)).isTrue();
    clock.forward(Duration.ofSeconds(15));
    assertThat(two.shows(pass)).isFalse();
  }

  @Test
  void aPassRevokedElsewhereIsSilentAtOnceAndWhatItOpenedEnds() {
    long pass = pass();
    one.server(pass);
    two.heartbeat.tick();
    assertThat(two.shows(pass)).isTrue();
    var ended = new AtomicInteger();
    two.revocations.watch(
        new Authenticated(
            new Caller.Coordinator(pass, 77, "CL-07"), new Credential.Pass(pass), null, 0),
        ended::incrementAndGet);
    // a server of the version before, whose clock is far behind
    execute(
        "UPDATE site_pass SET revoked_at = ? WHERE id = ?",
        clock.instant().minus(Duration.ofDays(1)),
        pass);
    two.heartbeat.tick();
    assertThat(two.shows(pass)).isFalse();
    assertThat(ended).hasValue(1);
    // what its devices had under way
    two.hear(pass);
    assertThat(two.shows(pass)).isFalse();
    two.heartbeat.tick();
    assertThat(two.shows(pass)).isFalse();
    assertThat(two.lastHeard.of(pass)).isEqualTo(two.since.get(pass));
  }

  @Test
  void aPassRevokedBeforeItWasEverHeardStaysSilent() {
    long pass = pass();
    assertThat(one.lastHeard.gone(pass, 77, "CL-07")).isTrue();
    assertThat(one.lastHeard.gone(pass, 77, "CL-07")).isFalse();
    one.hear(pass);
    assertThat(one.shows(pass)).isFalse();
    assertThat(one.since).doesNotContainKey(pass);
    assertThat(one.lastHeard.of(pass)).isNull();
    one.heartbeat.tick();
    assertThat(holder(pass)).isNull();
  }

  @Test
  void aServerOfTheVersionBeforeIsUnderstoodAndWrittenFor() {
    long held = pass();
    long old = pass();
    one.server(held);
    for (int second = 0; second < 60; second++) {
      clock.forward(SECOND);
      one.hear(held);
      // as it writes: when it was heard and nothing else, at most every 5 s
      if (second % 5 == 0) {
        execute("UPDATE site_pass SET last_seen_at = ? WHERE id = ?", clock.instant(), old);
      }
      one.heartbeat.tick();
      assertThat(one.shows(old)).isTrue();
      if (second >= 15) {
        // as it reads: who was heard in the last 25 s
        assertThat(lastSeen(held)).isAfter(clock.instant().minusSeconds(8));
      }
    }
    clock.forward(Duration.ofMinutes(2));
    one.hear(held);
    one.heartbeat.tick();
    var written = lastSeen(held);
    for (int second = 0; second < 30; second++) {
      clock.forward(SECOND);
      one.hear(held);
      one.heartbeat.tick();
    }
    assertThat(lastSeen(held)).isEqualTo(written);
    assertThat(one.shows(old)).isFalse();
  }

  private void go(Duration by) {
    clock.forward(by);
    one.heartbeat.tick();
    two.heartbeat.tick();
  }

  private long pass() {
    var hash = Token.sha256(UUID.randomUUID().toString());
    return database
        .bean(PassRepository.class)
        .save(new PassRow(null, 77, "CL-07", null, hash, clock.instant(), null, null, null))
        .key();
  }

  private void databaseGoes(String server, Duration by) {
    var heardAt = heardAt(server);
    if (heardAt != null) {
      execute("UPDATE server SET heard_at = ? WHERE id = ?", heardAt.minus(by), server);
    }
  }

  private @Nullable Instant heardAt(String server) {
    return instant("SELECT heard_at FROM server WHERE id = ?", server);
  }

  private @Nullable Instant lastSeen(long pass) {
    return instant("SELECT last_seen_at FROM site_pass WHERE id = ?", pass);
  }

  private @Nullable Instant changed() {
    return instant("SELECT MAX(changed_at) FROM site_pass WHERE conference_id = ?", 77L);
  }

  private @Nullable String holder(long pass) {
    return query("SELECT held_by FROM site_pass WHERE id = ?", pass, rows -> rows.getString(1));
  }

  private @Nullable Instant instant(String sql, Object parameter) {
    return query(
        sql,
        parameter,
        rows -> {
          var at = rows.getTimestamp(1);
          return at == null ? null : at.toInstant();
        });
  }

  private interface Reading<T> {
    @Nullable T of(java.sql.ResultSet rows) throws SQLException;
  }

  private <T> @Nullable T query(String sql, Object parameter, Reading<T> reading) {
    try (var connection = source().getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, parameter);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? reading.of(rows) : null;
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void execute(String sql, Object... parameters) {
    try (var connection = source().getConnection();
        var statement = connection.prepareStatement(sql)) {
      var all = List.of(parameters);
      for (int i = 0; i < all.size(); i++) {
        statement.setObject(
            i + 1, all.get(i) instanceof Instant at ? Timestamp.from(at) : all.get(i));
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private DataSource source() {
    return database.bean(DataSourceResolver.class).resolve(database.bean(DataSource.class));
  }
}
