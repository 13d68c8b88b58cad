package org.rollcall.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;

/** The figures of one site, or a plain sum of them, in the order of {@link #NAMES}. */
record Figures(int[] counts) {
  static final List<String> NAMES =
      List.of(
          "expected",
          "present",
          "own",
          "visitors",
          "walkIns",
          "substitutes",
          "presentElsewhere",
          "left",
          "excused",
          "absent",
          "substituted",
          "awaited");

  static final int EXPECTED = 0;
  static final int PRESENT = 1;
  static final int OWN = 2;
  static final int VISITORS = 3;
  static final int WALK_INS = 4;
  static final int SUBSTITUTES = 5;
  static final int ELSEWHERE = 6;
  static final int LEFT = 7;
  static final int EXCUSED = 8;
  static final int ABSENT = 9;
  static final int SUBSTITUTED = 10;
  static final int AWAITED = 11;
  static final int SIZE = 12;

  static Figures none() {
    return new Figures(new int[SIZE]);
  }

  /** Out of what the server sent; what is missing there is -1. */
  static Figures of(JsonNode figures) {
    return new Figures(NAMES.stream().mapToInt(name -> figures.path(name).asInt(-1)).toArray());
  }

  int of(int figure) {
    return counts[figure];
  }

  void add(int figure) {
    counts[figure]++;
  }

  void add(Figures other) {
    for (int i = 0; i < SIZE; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** Whether those present and those expected are the sums of their parts. */
  boolean balance() {
    return of(PRESENT) == of(OWN) + of(VISITORS) + of(WALK_INS) + of(SUBSTITUTES)
        && of(EXPECTED)
            == of(OWN)
                + of(ELSEWHERE)
                + of(LEFT)
                + of(EXCUSED)
                + of(ABSENT)
                + of(SUBSTITUTED)
                + of(AWAITED);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Figures that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int i = 0; i < SIZE; i++) {
      text.append(i == 0 ? "" : " ").append(NAMES.get(i)).append('=').append(counts[i]);
    }
    return text.toString();
  }
}
