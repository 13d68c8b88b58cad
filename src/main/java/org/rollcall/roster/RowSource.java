package org.rollcall.roster;

import java.util.List;

/** The rows of a table, whatever kind of file they stand in. */
interface RowSource {
  /** Who is given the rows. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes a row.
     *
     * @param number as a spreadsheet shows it, from 1
     * @param cells as text; the row may end before the last column
     * @return whether more are wanted
     */
    boolean take(int number, List<String> cells);
  }

  /**
   * Gives the rows in order, until there are no more or no more are wanted.
   *
   * @param faults gets what cannot be read at all
   * @return whether nothing was
   */
  boolean read(Faults faults, Taker taker);
}
