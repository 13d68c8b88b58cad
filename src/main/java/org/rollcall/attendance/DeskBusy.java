package org.rollcall.attendance;

/** The desk takes no more for now; the same may be tried again soon. */
public final class DeskBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeskBusy() {
    super("the desk takes no more for now");
  }
}
