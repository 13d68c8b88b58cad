package org.rollcall.demo;

/** What a coordinator does at one moment. */
sealed interface Act {
  /** A delegate arrives where he is expected. */
  record Arrive(Guest guest) implements Act {}

  /** A badge already scanned is scanned again. */
  record ScanTwice(Guest guest) implements Act {}

  /** A delegate comes to the wrong site and, once the server has asked, is sent to his own. */
  record SendOn(Guest guest) implements Act {}

  /** A delegate comes to another site than his own and, once the server has asked, may stay. */
  record LetStay(Guest guest) implements Act {}

  /** A delegate already present elsewhere stands here: once asked, the coordinator moves him. */
  record Move(Guest guest) implements Act {}

  /** The wrong line of the list is tapped, and taken back. */
  record Slip(Guest guest) implements Act {}

  /** The device dies before it has read the answer, and sends the same again under the same id. */
  record LoseAnswer(Guest guest) implements Act {}

  /** A delegate leaves before the end. */
  record Leave(Guest guest) implements Act {}

  /** A delegate has said that he cannot come. */
  record Excuse(Guest guest, String reason) implements Act {}

  /** A delegate has not come, and nobody knows why. */
  record Miss(Guest guest) implements Act {}

  /** Somebody comes who is on no list. */
  record WalkIn(String fullName, String title, String organisation) implements Act {}

  /** Somebody comes in a delegate's place. */
  record Substitute(Guest guest, String fullName, String reason) implements Act {}

  /** The coordinator reports how many he counts in the hall. */
  record Report(String note) implements Act {}

  /** The site loses its line; what follows waits on the device. */
  record LoseLine() implements Act {}

  /** The line is back, and what waited is sent. */
  record RegainLine() implements Act {}
}
