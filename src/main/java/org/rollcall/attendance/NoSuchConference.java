package org.rollcall.attendance;

/** There is no conference of that id. */
public final class NoSuchConference extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoSuchConference(long id) {
    super("there is no conference " + id);
  }
}
