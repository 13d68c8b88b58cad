package org.rollcall.checkin;

/** Tells when one socket was too fast for too many seconds in a row. Not safe for threads. */
final class CommandRate {
  private static final long SECOND = 1_000_000_000L;

  private final int perSecond;
  private final int seconds;
  private long second = Long.MIN_VALUE;
  private int count;
  private int tooFast;

  CommandRate(CheckInLimits limits) {
    perSecond = limits.commandsPerSecond();
    seconds = limits.rateSeconds();
  }

  /**
   * Counts commands in.
   *
   * @param nanos the time, as of {@link System#nanoTime}
   * @return whether the socket is to be closed
   */
  boolean isTooFast(int commands, long nanos) {
    long now = Math.floorDiv(nanos, SECOND);
    if (now != second) {
      tooFast = count > perSecond && now == second + 1 ? tooFast + 1 : 0;
      second = now;
      count = 0;
    }
    count += commands;
    return count > perSecond && tooFast + 1 >= seconds;
  }
}
