package org.rollcall.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the coordinators saw: safe for use from all of their threads. */
final class Diary {
  private final Map<Happening, Integer> counts = new EnumMap<>(Happening.class);
  private final Set<String> applied = new HashSet<>();
  private final List<String> surprises = new ArrayList<>();

  synchronized void note(Happening happening) {
    note(happening, 1);
  }

  synchronized void note(Happening happening, int times) {
    counts.merge(happening, times, Integer::sum);
  }

  /** A command was answered APPLIED, or REPLAYED where that answer was lost. */
  synchronized void applied(String id) {
    applied.add(id);
  }

  /** Something came otherwise than the script has it, as when others use the server meanwhile. */
  synchronized void surprise(String what) {
    surprises.add(what);
  }

  synchronized int count(Happening happening) {
    return counts.getOrDefault(happening, 0);
  }

  synchronized Set<String> applied() {
    return Set.copyOf(applied);
  }

  synchronized List<String> surprises() {
    return List.copyOf(surprises);
  }
}
