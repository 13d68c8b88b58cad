package org.rollcall.roster;

import java.util.List;
import org.rollcall.attendance.Folding;

/**
 * A column of a table.
 *
 * @param name as the API names it, and errors do
 * @param also what else its header may say, whatever the case, accents and spaces
 */
record Column(String name, boolean required, List<String> also) {
  static Column required(String name, String... also) {
    return new Column(name, true, List.of(also));
  }

  static Column optional(String name, String... also) {
    return new Column(name, false, List.of(also));
  }

  boolean isHeaded(String header) {
    String folded = fold(header);
    return folded.equals(fold(name)) || also.stream().anyMatch(name -> folded.equals(fold(name)));
  }

  /** What is left of a header without case, accents, spaces and marks. */
  static String fold(String header) {
    return Folding.fold(header).replace(" ", "");
  }
}
