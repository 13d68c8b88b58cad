package org.rollcall.attendance;

/** A roll call as sockets and boards name it. */
public record RollCallLabel(int id, String title, RollCallState state) {
  /** The label of that roll call as it is now. */
  public static RollCallLabel of(RollCall of) {
    return new RollCallLabel(of.id(), of.title(), of.state());
  }
}
