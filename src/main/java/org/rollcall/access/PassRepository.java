package org.rollcall.access;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Passes. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface PassRepository extends GenericRepository<PassRow, Long> {
  /** When a pass of a site was last heard. */
  @Introspected
  record Seen(long id, long conferenceId, String site, Instant lastSeenAt) {}

  PassRow save(PassRow pass);

  List<PassRow> saveAll(Iterable<PassRow> passes);

  Optional<PassRow> findById(Long id);

  Optional<PassRow> findByTokenHash(byte[] tokenHash);

  List<PassRow> findByConferenceIdAndSiteOrderById(long conferenceId, String site);

  List<PassRow> findByConferenceIdAndSiteIsNullOrderById(long conferenceId);

  List<PassRow> findByConferenceIdAndSiteIsNotNullOrderById(long conferenceId);

  @Query(
      value = "UPDATE site_pass SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL",
      nativeQuery = true)
  int revoke(long id, Instant at);

  @Query(value = "SELECT id FROM site_pass WHERE revoked_at > :after", nativeQuery = true)
  List<Long> revokedAfter(Instant after);

  @Query(
      value =
          "SELECT id, conference_id, site, last_seen_at FROM site_pass"
              + " WHERE last_seen_at > :after AND site IS NOT NULL",
      nativeQuery = true)
  List<Seen> seenAfter(Instant after);
}
