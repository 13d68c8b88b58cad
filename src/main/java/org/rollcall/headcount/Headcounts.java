package org.rollcall.headcount;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rollcall.attendance.Change;
import org.rollcall.attendance.Follower;
import org.rollcall.attendance.NoSuchConference;
import org.rollcall.attendance.Register;

/**
 * The figures of every conference. Hears of each event before all other followers, so that they may
 * read them.
 */
@Singleton
public final class Headcounts implements Follower {
  private final Map<Long, ConferenceCounts> counts = new ConcurrentHashMap<>();

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public void follows(Register register) {
    counts.put(register.conference().id(), new ConferenceCounts(register));
  }

  @Override
  public void applied(Register register, Change change) {
    of(register.conference().id()).apply(register, change);
  }

  /**
   * The figures of one conference.
   *
   * @throws NoSuchConference if it is not loaded
   */
  public ConferenceCounts of(long conference) {
    ConferenceCounts found = counts.get(conference);
    if (found == null) {
      throw new NoSuchConference(conference);
    }
    return found;
  }
}
