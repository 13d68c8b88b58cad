package org.rollcall.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of the input that is at fault: a place in a JSON body or a parameter ({@code pointer}),
 * or a place in a table ({@code row}, {@code column}).
 *
 * @param pointer a JSON pointer into the body, or {@code ?name} for a parameter
 * @param row the row of a table as an editor numbers it, from 1
 * @param column the column of a table, as its header names it
 * @param code what is wrong, for machines: {@code REQUIRED}, {@code TOO_LONG}, …
 * @param key the message that says so to people
 * @param arguments the arguments of that message
 */
public record Fault(
    @Nullable String pointer,
    @Nullable Integer row,
    @Nullable String column,
    String code,
    String key,
    List<Object> arguments) {

  /** As it goes out, with its message in the reader's language. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record View(
      @Nullable String pointer,
      @Nullable Integer row,
      @Nullable String column,
      String code,
      String message) {}

  /** A fault at a JSON pointer, or at a parameter ({@code ?name}). */
  public static Fault at(String pointer, String code, String key, Object... arguments) {
    return new Fault(pointer, null, null, code, key, List.of(arguments));
  }

  /** A fault in a table; without a column where the whole row is at fault. */
  public static Fault inRow(
      int row, @Nullable String column, String code, String key, Object... arguments) {
    return new Fault(null, row, column, code, key, List.of(arguments));
  }

  /** This fault for a reader of that language. */
  public View view(Messages messages, Language language) {
    return new View(pointer, row, column, code, messages.text(language, key, arguments));
  }
}
