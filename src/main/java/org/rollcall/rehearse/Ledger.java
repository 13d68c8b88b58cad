package org.rollcall.rehearse;

import java.util.Arrays;

/** What the sockets were told of each command: the revision of its event. For one thread. */
final class Ledger {
  private int[] revisions = new int[1024];
  private int acknowledged;

  /** A command was acknowledged as applied with a revision. */
  void acknowledge(int command, long revision) {
    if (command >= revisions.length) {
      revisions = Arrays.copyOf(revisions, Math.max(command + 1, 2 * revisions.length));
    }
    if (revisions[command] == 0) {
      acknowledged++;
    }
    revisions[command] = Math.toIntExact(revision);
  }

  /** The revision of a command's event; 0 where it was not acknowledged. */
  int revision(int command) {
    return command < revisions.length ? revisions[command] : 0;
  }

  int acknowledged() {
    return acknowledged;
  }
}
