package org.rollcall.attendance;

/** A conference as sockets and boards name it. */
public record ConferenceLabel(long id, String title, ConferenceState state) {
  /** The label of that conference as it is now. */
  public static ConferenceLabel of(Conference of) {
    return new ConferenceLabel(of.id(), of.title(), of.state());
  }
}
