package org.rollcall.access;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Site passes and board passes. Except {@link #heard}, everything blocks. */
@Singleton
public final class Passes {
  private static final Logger LOG = LoggerFactory.getLogger(Passes.class);

  static final int LONGEST_LABEL = 200;

  /** A new pass with its token, which is shown this once. */
  record Made(PassRow row, Token token) {}

  private final PassRepository passes;
  private final Revocations revocations;
  private final LastHeard lastHeard;
  private final SiteDirectory directory;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Passes(
      PassRepository passes,
      Revocations revocations,
      LastHeard lastHeard,
      SiteDirectory directory,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.passes = passes;
    this.revocations = revocations;
    this.lastHeard = lastHeard;
    this.directory = directory;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A device with this pass showed a sign of life. Quick and without waiting: for event loops. */
  public void heard(Caller.Coordinator coordinator) {
    lastHeard.heard(coordinator);
  }

  /** Revokes all passes of a site that is deleted: its devices are cut off at once. */
  public void revokeSite(long conference, String site) {
    for (var pass : passes.findByConferenceIdAndSiteOrderById(conference, site)) {
      if (pass.revokedAt() == null) {
        revoke(pass);
      }
    }
  }

  /** Revokes what passes there are of sites that are new: of what went by those codes before. */
  public void revokeOutlived(long conference, Set<String> newSites) {
    if (newSites.isEmpty()) {
      return;
    }
    for (var site : passes.sitesWithPasses(conference)) {
      if (newSites.contains(site)) {
        revokeSite(conference, site);
      }
    }
  }

  /**
   * Makes a pass.
   *
   * @param site the canonical code, or null for a board pass
   */
  Made make(
      long conference, @Nullable String site, @Nullable String label, @Nullable Instant expiresAt) {
    requireConference(conference);
    if (site != null) {
      requireSite(conference, site);
    }
    var made = prepare(conference, site, check(label), check(expiresAt));
    PassRow saved = passes.save(made.row);
    LOG.atInfo()
        .addKeyValue("conference", conference)
        .addKeyValue("site", Objects.requireNonNullElse(site, "-"))
        .addKeyValue("pass", saved.key())
        .log("a pass was made");
    return new Made(saved, made.token);
  }

  /** Makes a pass for each site of the conference. */
  List<Made> makeForAll(long conference, @Nullable String label, @Nullable Instant expiresAt) {
    requireConference(conference);
    var checkedLabel = check(label);
    var checkedEnd = check(expiresAt);
    var prepared =
        directory.sites(conference).stream()
            .map(site -> prepare(conference, site, checkedLabel, checkedEnd))
            .toList();
    if (prepared.isEmpty()) {
      return List.of();
    }
    var saved =
        transactions.executeWrite(
            status -> passes.saveAll(prepared.stream().map(Made::row).toList()));
    LOG.atInfo().addKeyValue("conference", conference).log("{} passes were made", saved.size());
    var made = new ArrayList<Made>(prepared.size());
    for (int i = 0; i < prepared.size(); i++) {
      made.add(new Made(saved.get(i), prepared.get(i).token));
    }
    return made;
  }

  List<PassRow> ofSite(long conference, String site) {
    requireConference(conference);
    requireSite(conference, site);
    return passes.findByConferenceIdAndSiteOrderById(conference, site);
  }

  List<PassRow> ofAllSites(long conference) {
    requireConference(conference);
    return passes.findByConferenceIdAndSiteIsNotNullOrderById(conference);
  }

  List<PassRow> ofBoards(long conference) {
    requireConference(conference);
    return passes.findByConferenceIdAndSiteIsNullOrderById(conference);
  }

  /** When the pass was last heard, or null. */
  @Nullable Instant lastSeen(PassRow row) {
    var heard = lastHeard.of(row.key());
    var written = row.lastSeenAt();
    return heard == null || written != null && written.isAfter(heard) ? written : heard;
  }

  /** Revokes a pass at once. Revoking it again changes nothing. */
  void revoke(long conference, @Nullable String site, long id) {
    revoke(
        passes
            .findById(id)
            .filter(row -> row.conferenceId() == conference && Objects.equals(row.site(), site))
            .orElseThrow(() -> Problem.notFound("access.no-such-pass")));
  }

  private void revoke(PassRow row) {
    passes.revoke(row.key());
    revocations.revoked(new Revocations.Revoked.Pass(row.key()));
    if (row.site() != null) {
      lastHeard.gone(row.key(), row.conferenceId(), row.site());
    }
    LOG.atInfo()
        .addKeyValue("conference", row.conferenceId())
        .addKeyValue("site", Objects.requireNonNullElse(row.site(), "-"))
        .addKeyValue("pass", row.key())
        .log("a pass was revoked");
  }

  private Made prepare(
      long conference, @Nullable String site, @Nullable String label, @Nullable Instant expiresAt) {
    var token = Token.random(random);
    return new Made(
        new PassRow(null, conference, site, label, token.hash(), now(), expiresAt, null, null),
        token);
  }

  private void requireConference(long conference) {
    if (directory.title(conference).isEmpty()) {
      throw Problem.notFound("access.no-conference", conference);
    }
  }

  private void requireSite(long conference, String site) {
    if (directory.siteName(conference, site).isEmpty()) {
      throw Problem.notFound("access.no-site", site);
    }
  }

  private static @Nullable String check(@Nullable String label) {
    if (label != null && label.length() > LONGEST_LABEL) {
      throw Problem.invalid(Fault.at("/label", "TOO_LONG", "web.too-long", LONGEST_LABEL));
    }
    return label == null || label.isBlank() ? null : label.strip();
  }

  private @Nullable Instant check(@Nullable Instant expiresAt) {
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw Problem.invalid(Fault.at("/expiresAt", "IN_THE_PAST", "access.in-the-past"));
    }
    return expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
