package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jar in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
  private static final Path JAR =
      Path.of(System.getProperty("rollcall.jar", "target/rollcall.jar")).toAbsolutePath();
  private static final Pattern LISTENS =
      Pattern.compile("^Rollcall listens on (http://\\S+)$", Pattern.MULTILINE);

  private final Process process;
  private final Path output;

  private ServerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts the jar in a folder, which keeps its output and, on H2, its data. */
  static ServerProcess start(Path folder, Map<String, String> environment) throws IOException {
    return start(JAR, folder, environment);
  }

  /** The same with another jar. */
  static ServerProcess start(Path jar, Path folder, Map<String, String> environment)
      throws IOException {
    Path output = Files.createTempFile(folder, "out", ".txt");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                jar.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ROLLCALL_"));
    builder.environment().put("ROLLCALL_PORT", "0");
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), output);
  }

  /** Where it listens, waiting for it to say so. */
  URI address() {
    return await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              assertThat(process.isAlive()).as(this::output).isTrue();
              Matcher line = LISTENS.matcher(output());
              return line.find() ? URI.create(line.group(1)) : null;
            },
            address -> address != null);
  }

  /** All it has printed. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Ends it as a power cut of the process would: SIGKILL, no goodbye. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to go, as an operator or Kubernetes does: SIGTERM. */
  void term() {
    process.destroy();
  }

  /** What it ended with, waiting for it. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(this::output).isTrue();
    return process.exitValue();
  }

  /** Stops it between two instructions: SIGSTOP. It keeps its connections and says nothing. */
  void pause() {
    signal("STOP");
  }

  /** Lets it go on: SIGCONT. */
  void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int sent =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      assertThat(sent).isZero();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
