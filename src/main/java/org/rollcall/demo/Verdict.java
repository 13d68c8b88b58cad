package org.rollcall.demo;

import java.util.List;
import java.util.Map;

/**
 * What came out.
 *
 * @param board the totals of the board's last frame
 * @param boardSites the figures of each site on the board
 * @param log the figures counted from the log alone
 * @param differences what does not agree, in words; empty if all does
 */
record Verdict(
    Figures board, Map<String, Figures> boardSites, Recount log, List<String> differences) {
  boolean equal() {
    return differences.isEmpty();
  }
}
