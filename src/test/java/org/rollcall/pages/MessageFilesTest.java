package org.rollcall.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages' messages are whole in both languages, and so are their icons. */
class MessageFilesTest {
  private static final Path APP = Path.of("src/main/resources/public/app");
  private static final Pattern KEY = Pattern.compile("\\bt\\('([A-Za-z][\\w.-]*)'");
  private static final Pattern ICON = Pattern.compile("\\bicon\\('([a-z0-9-]+)'\\)");
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final Set<String> ROOMS = Set.of("shared", "checkin", "board", "admin");

  private final ObjectMapper json =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  @ParameterizedTest
  @ValueSource(strings = {"shared", "checkin", "board", "admin"})
  void bothLanguagesSayTheSameThings(String room) throws IOException {
    Map<String, String> vi = messages(room, "vi");
    Map<String, String> en = messages(room, "en");

    assertThat(vi).isNotEmpty();
    // a language that tells one from many has a message more for it
    assertThat(withoutOne(en.keySet())).isEqualTo(withoutOne(vi.keySet()));
    assertThat(vi.values()).noneMatch(String::isBlank);
    assertThat(en.values()).noneMatch(String::isBlank);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "checkin", "board", "admin"})
  void bothLanguagesFillTheSamePlaces(String room) throws IOException {
    Map<String, String> vi = messages(room, "vi");
    messages(room, "en")
        .forEach((key, text) -> {
          if (!key.endsWith(".one")) {
            assertThat(places(text)).as(key).isEqualTo(places(vi.get(key)));
          }
        });
  }

  @Test
  void everyMessageThatAScriptNamesIsThere() throws IOException {
    Map<String, Set<String>> known = new LinkedHashMap<>();
    for (String room : ROOMS) {
      Set<String> keys = new HashSet<>(messages("shared", "vi").keySet());
      keys.addAll(messages(room, "vi").keySet());
      known.put(room, keys);
    }
    assertThat(named(KEY).toList())
        .hasSizeGreaterThan(100)
        .allSatisfy(
            named -> assertThat(known.get(named.room())).as(named.file()).contains(named.name()));
  }

  @Test
  void everyIconThatAScriptNamesIsThere() throws IOException {
    List<String> icons = Files.readAllLines(APP.resolveSibling("icons.txt"));

    assertThat(icons).doesNotHaveDuplicates();
    assertThat(named(ICON).toList())
        .hasSizeGreaterThan(20)
        .allSatisfy(named -> assertThat(icons).as(named.file()).contains(named.name()));
  }

  private record Named(String room, String file, String name) {}

  private static Stream<Named> named(Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.walk(APP)) {
      return files
          .filter(file -> file.toString().endsWith(".js"))
          .filter(file -> ROOMS.contains(file.getParent().getFileName().toString()))
          .flatMap(file ->
              pattern
                  .matcher(read(file))
                  .results()
                  .map(found ->
                      new Named(
                          file.getParent().getFileName().toString(),
                          file.toString(),
                          found.group(1))))
          .toList()
          .stream();
    }
  }

  private Map<String, String> messages(String room, String language) throws IOException {
    String text = read(APP.resolve(room).resolve(language + ".js"));
    String object = text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1);
    return json.readValue(object, new TypeReference<LinkedHashMap<String, String>>() {});
  }

  private static Set<String> withoutOne(Set<String> keys) {
    return keys.stream()
        .filter(key -> !key.endsWith(".one"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
