package org.rollcall.headcount;

import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * How many came in each minute. Two short arrays a site, because a nation has 37,000 of them. Not
 * safe for threads.
 */
final class Arrivals {
  private static final int SECONDS = 60;

  private long[] minutes = new long[4];
  private int[] counts = new int[4];
  private int size;

  /** Counts so many more, or fewer, in the minute of that time. */
  void add(Instant at, int by) {
    long minute = Math.floorDiv(at.getEpochSecond(), SECONDS);
    int place = Arrays.binarySearch(minutes, 0, size, minute);
    if (place >= 0) {
      counts[place] += by;
      return;
    }
    if (size == minutes.length) {
      minutes = Arrays.copyOf(minutes, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    int free = -place - 1;
    System.arraycopy(minutes, free, minutes, free + 1, size - free);
    System.arraycopy(counts, free, counts, free + 1, size - free);
    minutes[free] = minute;
    counts[free] = by;
    size++;
  }

  /** Adds them to a sum; minutes in which nobody came are left out. */
  void addTo(SortedMap<Instant, Integer> sum) {
    for (int i = 0; i < size; i++) {
      if (counts[i] != 0) {
        sum.merge(Instant.ofEpochSecond(SECONDS * minutes[i]), counts[i], Integer::sum);
      }
    }
  }
}
