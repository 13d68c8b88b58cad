package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operators' document names what they may set, so that it cannot fall behind. */
class OperationsTest {
  private static final Path DOCUMENT = Path.of("docs/operations.md");
  private static final Path SOURCES = Path.of("src/main/java");

  /** A property asked for by its name, and not through a record. */
  private static final Pattern ASKED =
      Pattern.compile(
          "(?:getProperty\\(|@Property\\(name = )\\s*\"(rollcall\\.[a-z.-]+)\""
              + "|\\$\\{(rollcall\\.[a-z.-]+)[:}]");

  @Test
  void everyPropertyOfARecordIsNamedWithItsDefault() throws IOException {
    String document = Files.readString(DOCUMENT);
    JsonNode properties = metadata();

    assertThat(properties).hasSizeGreaterThan(20);
    for (JsonNode property : properties) {
      String name = property.path("name").asText();
      String value = property.path("defaultValue").asText("");
      assertThat(document)
          .as(name)
          .contains(value.isEmpty() ? "`" + name + "`" : "| `" + name + "` | " + value + " |");
    }
  }

  @Test
  void everyPropertyAskedForByNameIsNamed() throws IOException {
    String document = Files.readString(DOCUMENT);

    assertThat(askedFor()).contains("rollcall.shutdown.grace", "rollcall.admin-password");
    assertThat(askedFor()).allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
  }

  @Test
  void everyVariableIsNamed() throws IOException {
    String document = Files.readString(DOCUMENT);

    assertThat(Settings.VARIABLES)
        .allSatisfy(name -> assertThat(document).contains("| `" + name + "` |"));
  }

  @Test
  void noPropertyIsNamedThatThereIsNot() throws IOException {
    var known = new TreeSet<>(askedFor());
    metadata().forEach(property -> known.add(property.path("name").asText()));
    List<String> named =
        Pattern.compile("(?m)^\\| `(rollcall\\.[a-z-]+\\.[a-z.-]+)` \\|")
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(known).contains(name));
  }

  /** The environment variables of all properties of records, the limits among them. */
  static Set<String> variablesOfLimits() throws IOException {
    var names = new TreeSet<String>();
    for (JsonNode property : metadata()) {
      String name = property.path("name").asText();
      names.add(name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
    }
    return names;
  }

  private static JsonNode metadata() throws IOException {
    var mapper = new ObjectMapper();
    try (var stream =
        Application.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      var own = mapper.createArrayNode();
      for (JsonNode property : mapper.readTree(stream).path("properties")) {
        if (property.path("name").asText().startsWith("rollcall.")) {
          own.add(property);
        }
      }
      return own;
    }
  }

  private static TreeSet<String> askedFor() throws IOException {
    var names = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        ASKED
            .matcher(Files.readString(file))
            .results()
            .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
            .forEach(names::add);
      }
    }
    return names;
  }
}
