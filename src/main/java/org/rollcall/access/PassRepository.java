package org.rollcall.access;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passes. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface PassRepository extends GenericRepository<PassRow, Long> {
  /**
   * How a pass of a site is heard.
   *
   * @param lastSeenAt when it was last heard, or when its holder took it
   * @param heldBy the server that hears it, if that one still runs
   */
  @Introspected
  record Seen(
      long id,
      long conferenceId,
      String site,
      Instant lastSeenAt,
      @Nullable String heldBy,
      @Nullable Instant revokedAt) {}

  PassRow save(PassRow pass);

  List<PassRow> saveAll(Iterable<PassRow> passes);

  Optional<PassRow> findById(Long id);

  Optional<PassRow> findByTokenHash(byte[] tokenHash);

  List<PassRow> findByConferenceIdAndSiteOrderById(long conferenceId, String site);

  List<PassRow> findByConferenceIdAndSiteIsNullOrderById(long conferenceId);

  List<PassRow> findByConferenceIdAndSiteIsNotNullOrderById(long conferenceId);

  /** The codes of sites with passes that were not revoked. */
  @Query(
      value =
          "SELECT DISTINCT site FROM site_pass WHERE conference_id = :conference"
              + " AND site IS NOT NULL AND revoked_at IS NULL",
      nativeQuery = true)
  List<String> sitesWithPasses(long conference);

  /** By the database's clock, so that every server that reads it later knows when. */
  @Query(
      value =
          "UPDATE site_pass SET revoked_at = LOCALTIMESTAMP(6)"
              + " WHERE id = :id AND revoked_at IS NULL",
      nativeQuery = true)
  int revoke(long id);

  /** Those revoked after that time of the database. */
  @Query(value = "SELECT id FROM site_pass WHERE revoked_at > :after", nativeQuery = true)
  List<Long> revokedAfter(Instant after);

  @Query(
      value =
          "SELECT id, conference_id, site, last_seen_at, held_by, revoked_at FROM site_pass"
              + " WHERE last_seen_at IS NOT NULL AND site IS NOT NULL",
      nativeQuery = true)
  List<Seen> everSeen();

  /**
   * Those that any server wrote after that time of the database. What was written shortly before it
   * may be committed after it was read.
   */
  @Query(
      value =
          "SELECT id, conference_id, site, last_seen_at, held_by, revoked_at FROM site_pass"
              + " WHERE changed_at > :after AND last_seen_at IS NOT NULL AND site IS NOT NULL",
      nativeQuery = true)
  List<Seen> changedAfter(Instant after);

  /**
   * Gives these passes to a server. One statement, so that a server that stops in it holds none.
   */
  @Query(
      value =
          "UPDATE site_pass SET held_by = :server,"
              + " last_seen_at = CASE WHEN last_seen_at > :at THEN last_seen_at ELSE :at END"
              + " WHERE id IN (:ids)",
      nativeQuery = true)
  int hold(String server, Instant at, List<Long> ids);

  /** Takes from the server those of these passes that nobody else holds by now. */
  @Query(
      value =
          "UPDATE site_pass SET held_by = NULL,"
              + " last_seen_at = CASE WHEN last_seen_at > :at THEN last_seen_at ELSE :at END"
              + " WHERE id IN (:ids) AND held_by = :server",
      nativeQuery = true)
  int letGo(String server, Instant at, List<Long> ids);
}
