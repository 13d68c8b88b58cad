package org.rollcall.attendance;

/** Others look through the log already, as many as may; the same may be tried again soon. */
public final class LogBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LogBusy() {
    super("others look through the log already");
  }
}
