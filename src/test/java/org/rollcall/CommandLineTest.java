package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void noArgumentsStartThePlainService() {
    assertThat(CommandLine.properties(List.of())).isEmpty();
  }

  @Test
  void theDemoTakesItsMinutes() {
    assertThat(CommandLine.properties(List.of("demo", "--minutes=5")))
        .containsEntry("rollcall.demo.enabled", true)
        .containsEntry("rollcall.demo.minutes", 5.0);
  }

  @Test
  void theDemoTakesAPartOfAMinute() {
    assertThat(CommandLine.properties(List.of("demo", "--minutes=0.2")))
        .containsEntry("rollcall.demo.minutes", 0.2);
  }

  @Test
  void migrateStandsAlone() {
    assertThat(CommandLine.isMigration(List.of("migrate"))).isTrue();
    assertThat(CommandLine.isMigration(List.of())).isFalse();
    assertThat(CommandLine.isMigration(List.of("demo", "migrate"))).isFalse();
    assertThatThrownBy(() -> CommandLine.properties(List.of("demo", "migrate")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("migrate stands alone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demon",
        "--minutes=5",
        "--minutes=0",
        "--minutes=0.01",
        "--minutes=601",
        "--minutes=1e2",
        "--minutes=x",
        "--port=1"
      })
  void anythingElseIsRefusedAndNamed(String argument) {
    assertThatThrownBy(() -> CommandLine.properties(List.of(argument)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(argument.replaceFirst("=5$", ""));
  }
}
