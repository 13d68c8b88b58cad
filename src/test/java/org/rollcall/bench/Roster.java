package org.rollcall.bench;

import java.util.List;

/** The delegates of a {@link Sample}, each in turn at his home site. */
final class Roster {
  private final int sites;
  private final boolean[] present;
  private final int[] next;

  Roster(int sites, int delegates) {
    this.sites = sites;
    present = new boolean[delegates];
    next = new int[sites];
  }

  /**
   * So many commands in all, spread evenly over the sockets: check-ins as long as there is somebody
   * at the site to come, then check-outs, and so on.
   */
  List<List<byte[]>> commands(Load load, int count) {
    var frames = Load.none(load.size());
    for (int i = 0; i < count; i++) {
      int socket = i % load.size();
      frames.get(socket).add(command(load.site(socket)));
    }
    return frames;
  }

  private byte[] command(int site) {
    int here = (present.length - site + sites - 1) / sites;
    int delegate = site + sites * (next[site]++ % here);
    present[delegate] = !present[delegate];
    return Frames.command(present[delegate] ? "check-in" : "check-out", Sample.delegate(delegate));
  }
}
