import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs inside the image while it is built: plays the demo on the embedded database, opens the
 * pages, and stops the server in good order, which then writes its AOT cache to the path given.
 */
final class Training {
  private static final String LISTENS = "Rollcall listens on ";
  private static final String PLAYED = "XONG";
  private static final long MOST_MINUTES = 10;
  private static final List<String> PAGES =
      List.of(
          "/",
          "/admin",
          "/checkin",
          "/board",
          "/board/hall",
          "/sw.js",
          "/lib/lit/index.js",
          "/health",
          "/health/liveness",
          "/health/readiness",
          "/swagger-ui/",
          "/no-such-page");

  private Training() {}

  public static void main(String[] arguments) throws Exception {
    Path cache = Path.of(arguments[0]);
    Process server = start(cache);
    try {
      play(server);
      // the process's own destroy() would close what it still prints to
      server.toHandle().destroy();
      if (!server.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || !Files.exists(cache)) {
        throw new IllegalStateException("the training run has written no cache");
      }
    } finally {
      server.destroyForcibly();
    }
    System.out.println("AOT cache: " + Files.size(cache) / 1_000_000 + " MB");
  }

  private static Process start(Path cache) throws IOException {
    Path home = cache.getParent();
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:AOTCacheOutput=" + cache,
            "@" + home.resolve("java.options"),
            "-jar",
            home.resolve("rollcall.jar").toString(),
            "demo",
            "--minutes=0.2");
    builder.environment().put("ROLLCALL_PORT", "0");
    builder.environment().put("ROLLCALL_DATA", "/tmp/training");
    return builder.redirectErrorStream(true).start();
  }

  /** Reads what the server prints until the demo is over; a thread passes on the rest. */
  private static void play(Process server) throws Exception {
    BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
    URI address = null;
    var printed = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENS)) {
        // not by the name that it prints, which a build without a network cannot resolve
        int port = URI.create(line.substring(LISTENS.length())).getPort();
        address = URI.create("http://127.0.0.1:" + port);
      } else if (line.startsWith(PLAYED) && address != null) {
        Thread.ofPlatform().daemon().start(() -> output.lines().forEach(System.out::println));
        openPages(address);
        return;
      }
      printed.append(line).append('\n');
    }
    throw new IllegalStateException("the training ended with " + server.waitFor() + "\n" + printed);
  }

  private static void openPages(URI address) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      for (int round = 0; round < 3; round++) {
        for (String page : PAGES) {
          var request =
              HttpRequest.newBuilder(address.resolve(page)).timeout(Duration.ofMinutes(1)).build();
          client.send(request, BodyHandlers.discarding());
        }
      }
    }
  }
}
