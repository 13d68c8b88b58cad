package org.rollcall.rehearse;

import java.io.PrintStream;

/** What is shown while it goes on. Safe for use from any thread. */
final class Screen {
  private final PrintStream out;

  Screen(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }
}
