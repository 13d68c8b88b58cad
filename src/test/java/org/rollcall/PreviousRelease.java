package org.rollcall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The jar of the version before, built from this repository's own history. Which commit that is
 * stands in {@code .ci/previous-release}; each release writes itself there.
 */
final class PreviousRelease {
  private static final Path NAMED = Path.of(".ci/previous-release");
  private static final Path BUILDS = Path.of("target/previous-release").toAbsolutePath();
  private static final int BUILD_MINUTES = 5;

  private PreviousRelease() {}

  /**
   * Only where the history is there: skipped in a copy without it, or failed where {@code
   * ROLLCALL_TESTS_REQUIRE} names {@code history}.
   */
  static final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return Requirement.check("history", isThere());
    }

    private static boolean isThere() {
      try {
        return run(Path.of(""), 1, "git", "cat-file", "-e", commit() + "^{commit}") == 0;
      } catch (IOException e) {
        return false;
      }
    }
  }

  private static String commit() throws IOException {
    return Files.readString(NAMED).strip();
  }

  /** Its jar; built on first use, and kept as long as {@code target} is. */
  static Path jar() throws IOException {
    Path folder = BUILDS.resolve(commit());
    Path jar = folder.resolve("target/rollcall.jar");
    if (!Files.exists(jar)) {
      Files.createDirectories(folder);
      Path sources = folder.resolve("sources.tar");
      succeed(Path.of(""), "git", "archive", "--format=tar", "-o", sources.toString(), commit());
      succeed(folder, "tar", "-xf", sources.toString());
      // what is tested there was tested then, and formatted then
      succeed(
          folder, "mvn", "-B", "-ntp", "-o", "-q", "package", "-Dmaven.test.skip", "-Dexec.skip");
    }
    return jar;
  }

  private static void succeed(Path folder, String... command) throws IOException {
    int code = run(folder, BUILD_MINUTES, command);
    if (code != 0) {
      throw new IOException(
          List.of(command)
              + " ended with "
              + code
              + ": "
              + Files.readString(BUILDS.resolve("output.txt")));
    }
  }

  private static int run(Path folder, int minutes, String... command) throws IOException {
    Files.createDirectories(BUILDS);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .redirectOutput(BUILDS.resolve("output.txt").toFile())
            .start();
    try {
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(List.of(command) + " did not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
