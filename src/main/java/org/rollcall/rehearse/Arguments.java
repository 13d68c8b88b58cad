package org.rollcall.rehearse;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is rehearsed, and where.
 *
 * @param sites how many there are, the main site among them
 * @param rate commands a second
 * @param sockets open check-in sockets
 * @param length how long is measured, after the ramp
 * @param ramp how long the rate rises before that
 * @param boards open boards
 * @param chunk rows of one imported table of delegates
 * @param imports how many of those tables are on their way at once
 * @param connecting sockets opened a second
 * @param conference one that an earlier rehearsal of the same size and seed made; null for a new
 *     one
 * @param report the file that the report is written to besides the output
 */
record Arguments(
    int sites,
    int delegates,
    int rate,
    int sockets,
    Duration length,
    Duration ramp,
    int boards,
    URI server,
    String user,
    String password,
    long seed,
    int chunk,
    int imports,
    int connecting,
    @Nullable Long conference,
    @Nullable Path report) {
  static final String PASSWORD = "ROLLCALL_ADMIN_PASSWORD";
  static final String OWNED = "--i-own-this-server";

  private static final int DELEGATES_OF_A_SITE = 20;
  private static final double LONGEST_MINUTES = 600;
  private static final double SHORTEST_MINUTES = 0.05;

  private static final Set<String> NAMES =
      Set.of(
          "sites",
          "delegates",
          "rate",
          "sockets",
          "minutes",
          "ramp",
          "boards",
          "server",
          "user",
          "seed",
          "chunk",
          "imports",
          "connecting",
          "conference",
          "report");

  /**
   * Reads what follows the word {@code rehearse}.
   *
   * @throws WrongArguments naming the one that is not understood
   */
  static Arguments of(List<String> arguments, Map<String, String> environment) {
    var given = new Given();
    boolean owned = false;
    for (String argument : arguments) {
      if (argument.equals(OWNED)) {
        owned = true;
      } else {
        given.add(argument);
      }
    }
    String password = environment.getOrDefault(PASSWORD, "");
    if (password.isBlank()) {
      throw new WrongArguments(PASSWORD + " is not set: give the password of the user there");
    }
    int sites = given.number("sites", 24, 2, 100_000);
    URI server = given.server(owned);
    return new Arguments(
        sites,
        given.number("delegates", sites * DELEGATES_OF_A_SITE, 1, 5_000_000),
        given.number("rate", 50, 1, 50_000),
        given.number("sockets", sites, 1, 200_000),
        given.minutes(),
        Duration.ofSeconds(given.number("ramp", 10, 0, 300)),
        given.number("boards", 5, 1, 100),
        server,
        given.text("user", "admin"),
        password,
        given.number("seed", 2026, 0, Integer.MAX_VALUE),
        given.number("chunk", 50_000, 1, 2_000_000),
        given.number("imports", 1, 1, 8),
        given.number("connecting", 500, 1, 10_000),
        given.has("conference")
            ? Long.valueOf(given.number("conference", 1, 1, Integer.MAX_VALUE))
            : null,
        given.report());
  }

  /** The arguments as they were given, by their names. */
  private static final class Given {
    private final Map<String, String> values = new HashMap<>();

    void add(String argument) {
      int equals = argument.indexOf('=');
      String name = argument.startsWith("--") && equals > 0 ? argument.substring(2, equals) : "";
      if (!NAMES.contains(name) || equals == argument.length() - 1) {
        throw new WrongArguments(
            "the argument \""
                + argument
                + "\" is not known: give --NAME=VALUE of "
                + String.join(", ", new TreeSet<>(NAMES))
                + ", or "
                + OWNED);
      }
      if (values.put(name, argument.substring(equals + 1)) != null) {
        throw new WrongArguments("--" + name + " is given twice");
      }
    }

    boolean has(String name) {
      return values.containsKey(name);
    }

    String text(String name, String otherwise) {
      return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise, int least, int most) {
      String value = values.get(name);
      if (value == null) {
        return Math.clamp(otherwise, least, most);
      }
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new WrongArguments(
          "--"
              + name
              + "="
              + value
              + " is wrong: give a whole number from "
              + least
              + " to "
              + most);
    }

    Duration minutes() {
      String value = text("minutes", "1");
      try {
        double minutes = Double.parseDouble(value);
        if (minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES) {
          return Duration.ofMillis(Math.round(minutes * Duration.ofMinutes(1).toMillis()));
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new WrongArguments(
          "--minutes="
              + value
              + " is wrong: give "
              + SHORTEST_MINUTES
              + " to "
              + LONGEST_MINUTES
              + " minutes");
    }

    @Nullable Path report() {
      if (!has("report")) {
        return null;
      }
      Path file = Path.of(text("report", "")).toAbsolutePath();
      Path folder = file.getParent();
      if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
        throw new WrongArguments(
            "--report=" + file + " is wrong: give a file in a folder that can be written to");
      }
      return file;
    }

    URI server(boolean owned) {
      String value = text("server", "http://127.0.0.1:8080");
      URI address;
      try {
        address = URI.create(value);
      } catch (IllegalArgumentException e) {
        throw wrongServer(value);
      }
      if (!"http".equals(address.getScheme())
          || address.getHost() == null
          || !(address.getPath().isEmpty() || address.getPath().equals("/"))) {
        throw wrongServer(value);
      }
      if (!owned && !isLoopback(address.getHost())) {
        throw new WrongArguments(
            "--server="
                + value
                + " is another machine, and a rehearsal fills it with a conference that stays: give"
                + " "
                + OWNED
                + " as well if it is yours to fill");
      }
      return address;
    }

    private static WrongArguments wrongServer(String value) {
      return new WrongArguments(
          "--server=" + value + " is wrong: give an address like http://127.0.0.1:8080");
    }

    private static boolean isLoopback(String host) {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        throw new WrongArguments("--server: the host " + host + " is not known");
      }
    }
  }

  int port() {
    return server.getPort() < 0 ? 80 : server.getPort();
  }
}
