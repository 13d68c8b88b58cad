package org.rollcall.rehearse;

/** The command line asks for what cannot be; the message says in one line what to give. */
final class WrongArguments extends RuntimeException {
  WrongArguments(String message) {
    super(message);
  }
}
