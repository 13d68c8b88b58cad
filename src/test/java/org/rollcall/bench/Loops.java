package org.rollcall.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** What the same database takes without Rollcall: the same rows into the same table. */
final class Loops {
  private static final AtomicLong CONFERENCES = new AtomicLong(1_000_000);
  private static final String INSERT =
      "INSERT INTO attendance_event (conference_id, revision, command_id, type, roll_call,"
          + " delegate, site, from_state, from_site, to_state, to_site, person,"
          + " person_from_state, person_from_site, person_to_state, person_to_site, happened_at,"
          + " recorded_at, recorded_by, source, undoes, counted, flags, digest)"
          + " VALUES (?"
          + ", ?".repeat(23)
          + ")";

  private static final int CONNECTIONS = 16;

  private Loops() {}

  /**
   * Sixteen connections of their own to the server's database, with nothing sent to begin a
   * transaction: as good as such a pool can be set.
   */
  static DataSource pool(DataSource like) {
    try {
      HikariDataSource server = like.unwrap(HikariDataSource.class);
      var pool = new HikariDataSource();
      pool.setJdbcUrl(server.getJdbcUrl());
      pool.setUsername(server.getUsername());
      pool.setPassword(server.getPassword());
      pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
      pool.setAutoCommit(false);
      pool.setMaximumPoolSize(CONNECTIONS);
      pool.setMinimumIdle(0);
      return pool;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * One loop on one connection: move the head, write a batch, commit.
   *
   * @return nanoseconds in all, then the median and the 99th percentile of a transaction
   */
  static long[] bare(DataSource dataSource, int rows, int batch) throws SQLException {
    long conference = CONFERENCES.incrementAndGet();
    try (Connection connection = dataSource.getConnection()) {
      try (PreparedStatement head =
          connection.prepareStatement(
              "INSERT INTO log_head (conference_id, revision) VALUES (?, 0)")) {
        head.setLong(1, conference);
        head.executeUpdate();
        connection.commit();
      }
      UUID[] ids = new UUID[rows];
      Arrays.setAll(ids, i -> Frames.id());
      long[] each = new long[(rows + batch - 1) / batch];
      long start = System.nanoTime();
      long before = start;
      for (int done = 0, t = 0; done < rows; t++) {
        int n = Math.min(batch, rows - done);
        try (PreparedStatement head =
                connection.prepareStatement(
                    "UPDATE log_head SET revision = ? WHERE conference_id = ? AND revision = ?");
            PreparedStatement insert = connection.prepareStatement(INSERT)) {
          head.setLong(1, done + n);
          head.setLong(2, conference);
          head.setLong(3, done);
          head.executeUpdate();
          for (int i = 0; i < n; i++) {
            set(insert, conference, done + i + 1, ids[done + i], done + i);
            insert.addBatch();
          }
          insert.executeBatch();
          connection.commit();
        }
        done += n;
        long now = System.nanoTime();
        each[t] = now - before;
        before = now;
      }
      long all = System.nanoTime() - start;
      Arrays.sort(each);
      return new long[] {all, each[each.length / 2], each[(int) (each.length * 0.99)]};
    }
  }

  /**
   * One transaction per check-in: read the delegate's row for update, write the event, update the
   * row, commit; from as many threads as the pool has connections.
   *
   * @return nanoseconds in all, then the median and the 99th percentile of a transaction
   */
  static long[] usual(DataSource dataSource, int rows) throws Exception {
    long conference = CONFERENCES.incrementAndGet();
    prepareUsual(dataSource, conference, rows);
    AtomicInteger next = new AtomicInteger();
    long[] each = new long[rows];
    long start = System.nanoTime();
    try (var pool = Executors.newFixedThreadPool(CONNECTIONS)) {
      Callable<Void> work =
          () -> {
            for (int i = next.getAndIncrement(); i < rows; i = next.getAndIncrement()) {
              long before = System.nanoTime();
              checkIn(dataSource, conference, i);
              each[i] = System.nanoTime() - before;
            }
            return null;
          };
      for (var done : pool.invokeAll(java.util.Collections.nCopies(CONNECTIONS, work))) {
        done.get();
      }
    }
    long all = System.nanoTime() - start;
    Arrays.sort(each);
    return new long[] {all, each[rows / 2], each[(int) (rows * 0.99)]};
  }

  private static void prepareUsual(DataSource dataSource, long conference, int rows)
      throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS bench_presence (conference_id BIGINT NOT NULL,"
              + " delegate VARCHAR(64) NOT NULL, state VARCHAR(11) NOT NULL, site VARCHAR(64) NULL,"
              + " since DATETIME(6) NULL, PRIMARY KEY (conference_id, delegate))");
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO bench_presence (conference_id, delegate, state) VALUES (?, ?, ?)")) {
        for (int i = 0; i < rows; i++) {
          insert.setLong(1, conference);
          insert.setString(2, Sample.delegate(i));
          insert.setString(3, "AWAITED");
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  private static void checkIn(DataSource dataSource, long conference, int number)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT state, site FROM bench_presence"
                      + " WHERE conference_id = ? AND delegate = ? FOR UPDATE");
          PreparedStatement insert = connection.prepareStatement(INSERT);
          PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE bench_presence SET state = ?, site = ?, since = ?"
                      + " WHERE conference_id = ? AND delegate = ?")) {
        select.setLong(1, conference);
        select.setString(2, Sample.delegate(number));
        try (var row = select.executeQuery()) {
          row.next();
        }
        set(insert, conference, number + 1, Frames.id(), number);
        insert.executeUpdate();
        update.setString(1, "PRESENT");
        update.setString(2, Sample.site(number % 24));
        update.setTimestamp(3, Timestamp.from(Instant.now()));
        update.setLong(4, conference);
        update.setString(5, Sample.delegate(number));
        update.executeUpdate();
        connection.commit();
      }
    }
  }

  /** A check-in's row, as Rollcall writes it. */
  private static void set(
      PreparedStatement insert, long conference, long revision, UUID id, int number)
      throws SQLException {
    // as text, which costs the driver least
    String now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS).toString();
    insert.setLong(1, conference);
    insert.setLong(2, revision);
    insert.setBytes(3, Sample.bytes(id));
    insert.setString(4, "check-in");
    insert.setInt(5, 1);
    insert.setString(6, Sample.delegate(number));
    insert.setString(7, Sample.site(number % 24));
    insert.setString(8, "AWAITED");
    insert.setString(9, null);
    insert.setString(10, "PRESENT");
    insert.setString(11, Sample.site(number % 24));
    for (int i = 12; i <= 16; i++) {
      insert.setString(i, null);
    }
    insert.setString(17, now);
    insert.setString(18, now);
    insert.setString(19, "pass:12");
    insert.setString(20, "SCAN");
    insert.setBytes(21, null);
    insert.setNull(22, Types.INTEGER);
    insert.setInt(23, 8);
    insert.setBytes(24, Sample.bytes(id));
  }
}
