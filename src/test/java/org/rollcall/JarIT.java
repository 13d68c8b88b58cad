package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as an operator starts it. */
class JarIT {
  private static final Path JAR =
      Path.of(System.getProperty("rollcall.jar", "target/rollcall.jar")).toAbsolutePath();
  private static final Pattern LISTENS =
      Pattern.compile("^Rollcall listens on (http://\\S+)$", Pattern.MULTILINE);
  private static final int MAJOR_OF_JAVA_8 = 52;
  private static final int STOPPED_IN_GOOD_ORDER = 0;

  @TempDir private Path folder;
  private final List<Started> processes = new ArrayList<>();

  private record Started(Process process, Path out, Path err) {
    String output() throws IOException {
      return Files.readString(out);
    }

    String error() throws IOException {
      return Files.readString(err);
    }
  }

  @AfterEach
  void endAll() throws Exception {
    for (Started started : processes) {
      started.process().destroyForcibly().waitFor();
    }
  }

  @Test
  void theJarPrintsWhereItListensAndLeavesInGoodOrder() throws Exception {
    Started started = start(Map.of(), "-Duser.timezone=UTC");
    URI address = listening(started);

    assertThat(status(address.resolve("/health/liveness"))).isEqualTo(200);
    assertThat(status(address.resolve("/checkin"))).isEqualTo(200);
    assertThat(status(address.resolve("/lib/lit/index.js"))).isEqualTo(200);
    started.process().destroy();
    assertThat(exitCode(started)).isEqualTo(STOPPED_IN_GOOD_ORDER);
    assertThat(started.error()).isEmpty();
    assertThat(started.output()).doesNotContain("Exception", "WARN", "ERROR");
  }

  @Test
  void aMachineInVietnamIsNoHindrance() throws Exception {
    Started started = start(Map.of("TZ", "Asia/Ho_Chi_Minh"));

    assertThat(listening(started).getPort()).isPositive();
  }

  @Test
  void aDatabaseThatAnotherProcessHasOpenIsRefused() throws Exception {
    listening(start(Map.of()));

    assertRefused(start(Map.of()), "ROLLCALL_DATA is \"", "another process");
  }

  @Test
  void aWrongPortIsRefused() throws Exception {
    assertRefused(start(Map.of("ROLLCALL_PORT", "điểm")), "ROLLCALL_PORT is \"", "0 to 65535");
  }

  @Test
  void aZoneOtherThanUtcThatWasAskedForIsRefused() throws Exception {
    assertRefused(
        start(Map.of(), "-Duser.timezone=Asia/Ho_Chi_Minh"), "\"Asia/Ho_Chi_Minh\"", "UTC");
  }

  @Test
  void aDatabaseThatCannotBeReachedIsRefused() throws Exception {
    Started started =
        start(
            Map.of(
                "ROLLCALL_DB_URL", "jdbc:mysql://127.0.0.1:1/rollcall",
                "ROLLCALL_DB_USERNAME", "rollcall",
                "ROLLCALL_DB_PASSWORD", "secret"));

    assertRefused(started, "ROLLCALL_DB_URL is \"jdbc:mysql://127.0.0.1:1/rollcall\"", "reach");
    assertThat(started.error()).doesNotContain("secret");
  }

  @Test
  @RequiresDocker
  void theSameJarServesOnMySql() throws Exception {
    var database = MySqlServer.shared().newDatabase();
    URI address = listening(start(database.environment()));

    assertThat(status(address.resolve("/health/readiness"))).isEqualTo(200);
  }

  @Test
  @RequiresDocker
  void aWrongPasswordOfMySqlIsRefusedAndNotRepeated() throws Exception {
    var environment = new HashMap<>(MySqlServer.shared().newDatabase().environment());
    environment.put("ROLLCALL_DB_PASSWORD", "secret");
    Started started = start(environment);

    assertRefused(started, "ROLLCALL_DB_USERNAME is \"root\"", "ROLLCALL_DB_PASSWORD");
    assertThat(started.error()).doesNotContain("secret");
  }

  @Test
  @RequiresDocker
  void aDatabaseThatWasNotMadeIsRefused() throws Exception {
    var environment = new HashMap<>(MySqlServer.shared().newDatabase().environment());
    environment.computeIfPresent("ROLLCALL_DB_URL", (name, url) -> url + "_elsewhere");

    assertRefused(start(environment), "ROLLCALL_DB_URL is \"", "make that database");
  }

  @Test
  void theMainClassIsOldEnoughForAnOldJavaToReadIt() throws Exception {
    try (var jar = new JarFile(JAR.toFile())) {
      String main = jar.getManifest().getMainAttributes().getValue("Main-Class");
      var entry = jar.getEntry(main.replace('.', '/') + ".class");
      try (var in = new DataInputStream(jar.getInputStream(entry))) {
        in.readInt();
        in.readUnsignedShort();
        assertThat(in.readUnsignedShort()).isEqualTo(MAJOR_OF_JAVA_8);
      }
    }
  }

  private Started start(Map<String, String> environment, String... options) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", JAR.toString()));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ROLLCALL_"));
    builder.environment().put("ROLLCALL_PORT", "0");
    builder.environment().putAll(environment);
    var started =
        new Started(
            builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    processes.add(started);
    return started;
  }

  private static URI listening(Started started) {
    return await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              assertThat(started.process().isAlive()).as(started::toString).isTrue();
              Matcher line = LISTENS.matcher(started.output());
              return line.find() ? URI.create(line.group(1)) : null;
            },
            address -> address != null);
  }

  private static void assertRefused(Started started, String... parts) throws Exception {
    assertThat(exitCode(started)).isEqualTo(1);
    assertThat(started.error().lines()).hasSize(1);
    assertThat(started.error()).startsWith("Rollcall does not start: ").contains(parts);
    assertThat(started.output()).doesNotContain("Exception");
  }

  private static int exitCode(Started started) throws InterruptedException {
    assertThat(started.process().waitFor(90, TimeUnit.SECONDS)).isTrue();
    return started.process().exitValue();
  }

  private static int status(URI address) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
