package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.attendance.Reason;
import org.rollcall.web.Language;
import org.rollcall.web.Messages;

class MessageKeysTest {
  private static final List<HttpStatus> ANSWERED =
      List.of(
          HttpStatus.BAD_REQUEST,
          HttpStatus.UNAUTHORIZED,
          HttpStatus.FORBIDDEN,
          HttpStatus.NOT_FOUND,
          HttpStatus.METHOD_NOT_ALLOWED,
          HttpStatus.NOT_ACCEPTABLE,
          HttpStatus.CONFLICT,
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          HttpStatus.UNPROCESSABLE_ENTITY,
          HttpStatus.TOO_MANY_REQUESTS,
          HttpStatus.INTERNAL_SERVER_ERROR,
          HttpStatus.SERVICE_UNAVAILABLE);

  private final Messages messages = new Messages();

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyReasonOfTheProtocolIsExplained(Language language) {
    for (var reason : Reason.values()) {
      assertThat(messages.has(language, "checkin.reason." + reason)).as(reason.name()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyStatusHasATitle(Language language) {
    for (var status : ANSWERED) {
      assertThat(messages.has(language, "web.status." + status.getCode()))
          .as(status.toString())
          .isTrue();
    }
  }

  /** A key stands in the code as a string that begins with the name of a room. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void everyMessageThatTheCodeNamesIsThere(Language language) throws Exception {
    var named = named();
    assertThat(named).hasSizeGreaterThan(50).contains("web.required", "access.no-token");
    assertThat(named).allMatch(key -> messages.has(language, key));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void noMessageIsWrittenTwice(Language language) throws IOException {
    var keys = new HashSet<String>();
    for (var line : lines(language)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        var key = line.substring(0, line.indexOf('='));
        assertThat(keys.add(key)).as(key).isTrue();
      }
    }
  }

  @Test
  void noMessageIsLeftInTheOtherLanguage() throws IOException {
    var same = new ArrayList<>(lines(Language.VI));
    same.retainAll(lines(Language.EN));
    assertThat(same.stream().filter(line -> !line.isBlank())).isEmpty();
  }

  private static List<String> lines(Language language) throws IOException {
    var file = "/i18n/messages_" + (language == Language.VI ? "vi" : "en") + ".properties";
    try (var bytes = MessageKeysTest.class.getResourceAsStream(file)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static Set<String> named() throws IOException, URISyntaxException {
    var classes = Path.of(Application.class.getResource("Application.class").toURI()).getParent();
    // a page is named for its room too, and is no message
    var key =
        Pattern.compile("(" + String.join("|", rooms(classes)) + ")(\\.(?!html$)[a-z][a-z0-9-]*)+");
    var named = new TreeSet<String>();
    try (var files = Files.walk(classes)) {
      for (var file : files.filter(file -> isOurs(file.getFileName().toString())).toList()) {
        var pool = ClassFile.of().parse(file).constantPool();
        StreamSupport.stream(pool.spliterator(), false)
            .filter(StringEntry.class::isInstance)
            .map(entry -> ((StringEntry) entry).stringValue())
            .filter(text -> key.matcher(text).matches())
            .forEach(named::add);
      }
    }
    return named;
  }

  private static boolean isOurs(String file) {
    // what the framework generates beside it is named after it, with a $ in front
    return file.endsWith(".class") && !file.startsWith("$");
  }

  private static List<String> rooms(Path classes) throws IOException {
    try (var rooms = Files.list(classes)) {
      return rooms.filter(Files::isDirectory).map(room -> room.getFileName().toString()).toList();
    }
  }
}
