package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The compose file for one machine says what operations.md promises. */
class ComposeTest {
  private static final Path FILE = Path.of("src/main/docker/compose.yml");

  @Test
  void rollcallIsLockedAndMayTakeItsTimeToStop() throws IOException {
    JsonNode rollcall = services().path("rollcall");

    assertThat(rollcall.path("read_only").asBoolean()).isTrue();
    assertThat(rollcall.at("/cap_drop/0").asText()).isEqualTo("ALL");
    // it counts in the memory limit, of which 60 % are the heap's
    assertThat(rollcall.path("mem_limit").asText()).isEqualTo("2g");
    assertThat(rollcall.at("/tmpfs/0").asText()).contains("size=256m");
    assertThat(rollcall.path("stop_grace_period").asText()).isEqualTo("60s");
    assertThat(rollcall.at("/depends_on/mysql/condition").asText()).isEqualTo("service_healthy");
    assertThat(Settings.VARIABLES)
        .containsAll(
            rollcall.path("environment").properties().stream()
                .map(entry -> entry.getKey())
                .toList());
  }

  @Test
  void everyServiceIsAskedHowItIsAndHasAFixedImage() throws IOException {
    assertThat(services()).hasSize(2);
    for (JsonNode service : services()) {
      assertThat(service.at("/healthcheck/test/0").asText()).isEqualTo("CMD");
      assertThat(service.path("image").asText()).matches("[a-z]+:.+").doesNotContain("latest");
      assertThat(service.path("mem_limit").asText()).isNotEmpty();
    }
  }

  @Test
  void bothPortsAreForThisMachineAlone() throws IOException {
    List<String> published =
        StreamSupport.stream(services().at("/rollcall/ports").spliterator(), false)
            .map(JsonNode::asText)
            .toList();

    assertThat(published).containsExactly("127.0.0.1:8080:8080", "127.0.0.1:8081:8081");
    assertThat(services().at("/rollcall/environment/ROLLCALL_MANAGEMENT_PORT").asText())
        .isEqualTo("8081");
    assertThat(services().path("mysql").has("ports")).isFalse();
  }

  @Test
  void mySqlKeepsWhatItAcknowledgedOnAVolume() throws IOException {
    JsonNode mysql = services().path("mysql");
    List<String> command =
        StreamSupport.stream(mysql.path("command").spliterator(), false)
            .map(JsonNode::asText)
            .toList();

    assertThat(command).contains("--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1");
    assertThat(mysql.at("/volumes/0").asText()).isEqualTo("mysql:/var/lib/mysql");
  }

  @Test
  void everyPasswordComesFromOutsideAndMustBeGiven() throws IOException {
    for (JsonNode service : services()) {
      for (var variable : service.path("environment").properties()) {
        if (variable.getKey().endsWith("PASSWORD")) {
          assertThat(variable.getValue().asText()).matches("\\$\\{[A-Z_]+:\\?}");
        }
      }
    }
    assertThat(Files.readString(Path.of(".gitignore")).lines()).contains(".env");
  }

  private static JsonNode services() throws IOException {
    return new YAMLMapper().readTree(FILE.toFile()).path("services");
  }
}
