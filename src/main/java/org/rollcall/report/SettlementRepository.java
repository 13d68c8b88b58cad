package org.rollcall.report;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How events marked for review were settled. Settled again, the later word counts. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface SettlementRepository extends GenericRepository<Settlement, Long> {
  @Query(
      value =
          "INSERT INTO review_settlement (conference_id, revision, note, settled_by, settled_at)"
              + " VALUES (:conference, :revision, :note, :by, :at)"
              + " ON DUPLICATE KEY UPDATE note = VALUES(note), settled_by = VALUES(settled_by),"
              + " settled_at = VALUES(settled_at)",
      nativeQuery = true)
  int settle(long conference, long revision, String note, String by, Instant at);

  List<Settlement> findByConferenceIdAndRevisionBetween(long conferenceId, long from, long to);

  long countByConferenceId(long conferenceId);

  Optional<Settlement> findFirstByConferenceIdOrderBySettledAtDesc(long conferenceId);
}
