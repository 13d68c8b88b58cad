package org.rollcall.attendance;

import org.jspecify.annotations.Nullable;

/** A connection point (điểm cầu). */
public record Site(
    String code,
    String name,
    Kind kind,
    @Nullable String parent,
    @Nullable String address,
    @Nullable Integer seats,
    @Nullable String contactName,
    @Nullable String contactPhone,
    @Nullable String videoAddress) {
  /** The same without who is to be called there. */
  Site withoutContact() {
    return new Site(code, name, kind, parent, address, seats, null, null, videoAddress);
  }

  /** A main site is a root of the tree, where the organiser sits. */
  public enum Kind {
    MAIN,
    BRANCH
  }
}
