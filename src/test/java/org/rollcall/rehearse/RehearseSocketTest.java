package org.rollcall.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.access.RunningServer;

/** Small rehearsals against a real server. */
class RehearseSocketTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(Arguments.PASSWORD, RunningServer.ADMIN_PASSWORD);

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private RunningServer server;

  @BeforeEach
  void start() {
    server = RunningServer.startReal(Map.of());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aDistrictIsRehearsedAndEverythingHolds() throws Exception {
    Path report = folder.resolve("report.md");

    int code =
        Rehearse.run(
            List.of(
                "--sites=24",
                "--delegates=495",
                "--rate=50",
                "--sockets=30",
                "--minutes=0.1",
                "--ramp=1",
                "--chunk=200",
                "--imports=2",
                "--report=" + report,
                "--server=" + server.uri("")),
            ENVIRONMENT,
            out,
            out);

    assertThat(code).as(this::output).isZero();
    String written = Files.readString(report);
    assertThat(output()).contains(written).containsPattern("0:0\\d  sent \\d+/s");
    assertThat(written)
        .contains("24 sites, 495 delegates", "3 tables", "Every promise held.")
        .contains("| APPLIED |", "ALREADY_HERE", "| of them measured | 300, ")
        .containsPattern("result, from when its command was due \\| \\d.* 300 \\|")
        .containsPattern("board, from the result to the frame that shows it \\| \\d")
        .containsPattern("server's CPU a command, µs \\| [1-9]")
        .doesNotContain("**", "| error |");
    assertThat(written.lines().filter(line -> line.contains("| yes |"))).hasSize(9);
  }

  @Test
  void devicesComeBackAfterACutAndWhatTheLogDoesNotBearOutIsFound() throws Exception {
    try (var line = new BreakingLine(server.uri("").getPort());
        var rehearsal = rehearsal(line.port())) {
      rehearsal.load();
      Thread cutter =
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < 3; i++) {
              pause();
              line.breakAll();
            }
          });
      rehearsal.drive();
      cutter.join();

      assertThat(rehearsal.verify()).as(rehearsal::reported).isTrue();
      assertThat(rehearsal.reported()).containsPattern("reconnects \\| [1-9]\\d+ \\|");

      tamper(rehearsal.crowd());
      assertThat(rehearsal.verify()).isFalse();
      assertThat(rehearsal.reported())
          .contains(
              "| everyone stands where the answers left them | **NO** | 495 delegates, 1 else")
          .containsPattern("every acknowledged command .* \\*\\*NO\\*\\* .* 1 missing");
    }
  }

  private Rehearsal rehearsal(int port) {
    List<String> arguments =
        List.of(
            "--delegates=495",
            "--rate=100",
            "--minutes=0.07",
            "--ramp=1",
            "--connecting=1000",
            "--server=http://127.0.0.1:" + port);
    return new Rehearsal(Arguments.of(arguments, ENVIRONMENT), new Screen(out));
  }

  /** One person stands elsewhere, and one answer was another, than the server ever said. */
  private static void tamper(Crowd crowd) {
    Standings standings = crowd.standings();
    boolean awaited = standings.state(0) == State.AWAITED;
    standings.put(0, awaited ? State.EXCUSED : State.AWAITED, Standings.NOWHERE);
    int refused = 0;
    while (crowd.ledger().revision(refused) > 0) {
      refused++;
    }
    assertThat(refused).isLessThan(crowd.commands());
    crowd.ledger().acknowledge(refused, 1);
  }

  private static void pause() {
    try {
      Thread.sleep(1_200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
