package org.rollcall.rehearse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where everyone stands in the roll call: five bytes a delegate. One is kept from the answers that
 * the sockets got, another is read from the log in the end. For one thread.
 */
final class Standings {
  static final int NOWHERE = -1;

  private static final State[] STATES = State.values();

  private final Nation nation;
  private final byte[] states;
  private final int[] places;
  private final Map<String, Integer> walkIns = new HashMap<>();

  Standings(Nation nation) {
    this.nation = nation;
    states = new byte[nation.delegates()];
    places = new int[nation.delegates()];
    Arrays.fill(places, NOWHERE);
  }

  State state(int delegate) {
    return STATES[states[delegate]];
  }

  /** The site where the delegate is or has left from; {@link #NOWHERE} otherwise. */
  int place(int delegate) {
    return places[delegate];
  }

  void put(int delegate, State state, int place) {
    states[delegate] = (byte) state.ordinal();
    places[delegate] = place;
  }

  /** Somebody on no list is present at a site. */
  void walkIn(String code, int site) {
    walkIns.put(code, site);
  }

  /** How many distinct people are present. */
  int present() {
    int present = walkIns.size();
    for (byte state : states) {
      present += state == State.PRESENT.ordinal() ? 1 : 0;
    }
    return present;
  }

  /** How many people stand elsewhere in another reading of the same. */
  int differences(Standings other) {
    int differences = walkIns.equals(other.walkIns) ? 0 : 1;
    for (int i = 0; i < states.length; i++) {
      differences += states[i] == other.states[i] && places[i] == other.places[i] ? 0 : 1;
    }
    return differences;
  }

  /** The figures of each site, as the domain has them, by the numbers of the sites. */
  Figures[] figures() {
    var figures = new Figures[nation.sites()];
    Arrays.setAll(figures, i -> Figures.none());
    for (int site = 0; site < nation.sites(); site++) {
      Figures home = figures[site];
      int end = nation.firstDelegate(site) + nation.delegatesOf(site);
      for (int i = nation.firstDelegate(site); i < end; i++) {
        count(i, site, home, figures);
      }
    }
    for (int site : walkIns.values()) {
      figures[site].add(Figures.PRESENT);
      figures[site].add(Figures.WALK_INS);
    }
    return figures;
  }

  private void count(int delegate, int site, Figures home, Figures[] figures) {
    home.add(Figures.EXPECTED);
    switch (state(delegate)) {
      case AWAITED -> home.add(Figures.AWAITED);
      case LEFT -> home.add(Figures.LEFT);
      case EXCUSED -> home.add(Figures.EXCUSED);
      case PRESENT -> {
        Figures here = figures[places[delegate]];
        here.add(Figures.PRESENT);
        home.add(places[delegate] == site ? Figures.OWN : Figures.ELSEWHERE);
        if (here != home) {
          here.add(Figures.VISITORS);
        }
      }
    }
  }
}
