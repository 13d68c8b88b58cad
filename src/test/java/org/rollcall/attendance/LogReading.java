package org.rollcall.attendance;

import java.util.List;
import org.rollcall.attendance.LogReader.Noted;

/** The log's events without what was written about them. */
public final class LogReading {
  private LogReading() {}

  /** At most {@code limit} events after a revision, of one roll call or, with null, of all. */
  public static List<Event> read(
      LogReader log, long conference, long after, int limit, Integer rollCall) {
    return log
        .after(conference, after, limit, new EventFilter(rollCall, null, null, null, null, null))
        .stream()
        .map(Noted::event)
        .toList();
  }
}
