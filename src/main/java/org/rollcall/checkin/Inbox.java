package org.rollcall.checkin;

import java.util.ArrayDeque;
import java.util.Deque;

/** The frames of one socket that wait to be taken. Guarded by the session's monitor. */
final class Inbox {
  private final Deque<Held> held = new ArrayDeque<>();
  private int characters;
  private int places = 1;

  /**
   * A frame.
   *
   * @param since when it came, by {@link System#nanoTime()}
   */
  record Held(String text, long since) {}

  void add(Held frame) {
    held.add(frame);
    characters += frame.text().length();
  }

  Held first() {
    return held.getFirst();
  }

  void removeFirst() {
    characters -= held.removeFirst().text().length();
    places = 1;
  }

  /** How many answers the first will have, where that is known; else 1. */
  int places() {
    return places;
  }

  /** Notes that the first waits for room for so many answers. */
  void firstNeeds(int answers) {
    places = answers;
  }

  /** How many characters all have together. */
  int characters() {
    return characters;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  void clear() {
    held.clear();
    characters = 0;
    places = 1;
  }
}
