package org.rollcall.bench;

import com.sun.management.OperatingSystemMXBean;
import io.micronaut.context.ApplicationContext;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.rollcall.Application;
import org.rollcall.Settings;
import org.rollcall.attendance.Desks;

/**
 * The server as it ships, in a process of its own, that also answers for the benchmark what is seen
 * from inside alone: its CPU time, its heap, the times in the log, and what the database takes from
 * a bare loop. One line in, one line out.
 */
final class ServerMain {
  static final String REPLY = "=> ";

  private final EmbeddedServer server;
  private final DataSource dataSource;
  private final DataSource pool;

  private ServerMain(EmbeddedServer server) {
    this.server = server;
    ApplicationContext context = server.getApplicationContext();
    dataSource =
        context.getBean(DataSourceResolver.class).resolve(context.getBean(DataSource.class));
    pool = Loops.pool(dataSource);
  }

  public static void main(String[] arguments) throws Exception {
    EmbeddedServer server = Application.start(Settings.from(System.getenv()), Map.of());
    var main = new ServerMain(server);
    reply(Integer.toString(server.getPort()));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      if (words[0].equals("quit")) {
        break;
      }
      reply(main.answer(words));
    }
    Application.stop(server);
    System.exit(0);
  }

  private static void reply(String text) {
    System.out.println(REPLY + text);
    System.out.flush();
  }

  private String answer(String[] words) throws Exception {
    return switch (words[0]) {
      case "conference" ->
          Long.toString(
              Sample.make(
                  server.getApplicationContext().getBean(Desks.class),
                  dataSource,
                  Integer.parseInt(words[1]),
                  Integer.parseInt(words[2])));
      case "cpu" -> Long.toString(cpu());
      case "heap" -> Long.toString(heap());
      case "revision" ->
          Long.toString(
              server
                  .getApplicationContext()
                  .getBean(Desks.class)
                  .of(Long.parseLong(words[1]))
                  .register()
                  .revision());
      case "log" ->
          log(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
      case "times" ->
          times(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
      case "bare" ->
          numbers(Loops.bare(pool, Integer.parseInt(words[1]), Integer.parseInt(words[2])));
      case "usual" -> numbers(Loops.usual(pool, Integer.parseInt(words[1])));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private static String numbers(long[] numbers) {
    return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long heap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(200);
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  /** How many events stand after one revision up to another, and in how many transactions. */
  private String log(long conference, long after, long to) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var select =
            connection.prepareStatement(
                "SELECT COUNT(*), COUNT(DISTINCT recorded_at) FROM attendance_event"
                    + " WHERE conference_id = ? AND revision > ? AND revision <= ?")) {
      select.setLong(1, conference);
      select.setLong(2, after);
      select.setLong(3, to);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getLong(1) + " " + row.getLong(2);
      }
    }
  }

  /** When each event was recorded, in microseconds of the clock, in the order of revisions. */
  private String times(long conference, long after, long to) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var select =
            connection.prepareStatement(
                "SELECT recorded_at FROM attendance_event"
                    + " WHERE conference_id = ? AND revision > ? AND revision <= ?"
                    + " ORDER BY revision")) {
      select.setLong(1, conference);
      select.setLong(2, after);
      select.setLong(3, to);
      var times = new StringBuilder();
      try (var row = select.executeQuery()) {
        while (row.next()) {
          var at = row.getTimestamp(1).toInstant();
          times.append(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000).append(' ');
        }
      }
      return times.toString().strip();
    }
  }
}
