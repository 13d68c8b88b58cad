package org.rollcall.attendance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an event of the log tells: the eight commands, and what figures or rules depend on besides.
 */
public enum EventType {
  CHECK_IN("check-in"),
  CHECK_OUT("check-out"),
  EXCUSE("excuse"),
  ABSENT("absent"),
  WALK_IN("walk-in"),
  SUBSTITUTE("substitute"),
  UNDO("undo"),
  SITE_REPORT("site-report"),
  CONFERENCE("conference"),
  ROLL_CALL("roll-call"),
  SITE("site"),
  ROSTER("roster");

  private static final Map<String, EventType> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(EventType::word, Function.identity()));

  private final String word;

  EventType(String word) {
    this.word = word;
  }

  /** The type's name in the log and in frames. */
  @JsonValue
  public String word() {
    return word;
  }

  /** The type of that name, or null. */
  public static @Nullable EventType of(String word) {
    return BY_WORD.get(word);
  }
}
