package org.rollcall.health;

/**
 * What may stand in the way of serving, the gravest first: of several, the first is told. The names
 * are what operators read and alert on, so they stay as they are.
 */
public enum Hindrance {
  /** The server is leaving. */
  DRAINING(false),

  /** A desk ended by a failure; a restart mends it. */
  DESK_STOPPED(false),

  /** The database does not answer. */
  DATABASE_UNREACHABLE(false),

  /** The database is for reading alone. */
  DATABASE_READ_ONLY(false),

  /** The log in the database ends before what this server was told is durable. */
  DATABASE_BEHIND(false),

  /** The database answers and refuses what is to be written, as with a full disk. */
  DATABASE_REFUSES(false),

  /** The database answers late. Sending devices to another server would not help them. */
  DATABASE_SLOW(true),

  /** This server has not read yet what others wrote a while ago. */
  SERVER_BEHIND(true);

  private final boolean serving;

  Hindrance(boolean serving) {
    this.serving = serving;
  }

  /** Whether the server is better than none all the same, and so stays ready. */
  public boolean isServing() {
    return serving;
  }
}
