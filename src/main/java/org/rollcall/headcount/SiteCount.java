package org.rollcall.headcount;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one site in one roll call.
 *
 * @param subtree the sums over the site and all below it
 * @param subtreeSites how many sites those are
 * @param subtreeReported how many of them gave a report
 * @param firstAt when the first person came
 * @param lastAt when the last person came
 * @param changedAt the revision at which any of this changed last
 */
public record SiteCount(
    String site,
    Figures own,
    Figures subtree,
    int subtreeSites,
    int subtreeReported,
    @Nullable Report report,
    @Nullable Instant firstAt,
    @Nullable Instant lastAt,
    long changedAt) {
  /**
   * The coordinator's word that the site is complete.
   *
   * @param at when it was given
   * @param counted how many were counted by eye
   * @param current false once someone came or went after it
   */
  public record Report(Instant at, int counted, boolean current) {}
}
