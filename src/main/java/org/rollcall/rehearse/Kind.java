package org.rollcall.rehearse;

/** What a coordinator does, and what the rules answer to it. */
enum Kind {
  /** A delegate comes to the own site. */
  ARRIVAL("check-in"),
  /** A delegate comes to another site, and the server asks whether that is meant. */
  STRAYING("check-in"),
  /** A delegate comes to another site and may stay. */
  VISIT("check-in"),
  /** A badge already scanned is scanned again, which is refused. */
  SCAN_AGAIN("check-in"),
  LEAVING("check-out"),
  EXCUSE("excuse"),
  /** Somebody comes who is on no list; the server asks if he has the name of one who is. */
  WALK_IN("walk-in"),
  /** A line of the list was tapped by mistake. */
  UNDO("undo"),
  REPORT("site-report");

  private final String type;

  Kind(String type) {
    this.type = type;
  }

  /** Its type in the protocol. */
  String type() {
    return type;
  }

  /** Whether figures change with it at once, so that a board shows it. */
  boolean shows() {
    return this != REPORT;
  }
}
