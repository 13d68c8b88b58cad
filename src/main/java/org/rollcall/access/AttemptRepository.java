package org.rollcall.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was refused or asked back. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface AttemptRepository extends GenericRepository<AttemptRow, Long> {
  List<AttemptRow> saveAll(Iterable<AttemptRow> rows);

  /** What is kept. People read the table itself; this is how tests see what was written. */
  List<AttemptRow> findByConferenceIdOrderById(long conferenceId);

  long count();

  @Query(value = "DELETE FROM attempt WHERE attempted_at < :before LIMIT 5000", nativeQuery = true)
  int purgeBefore(Instant before);

  /** The id of the last one that is too many when the latest {@code kept} stay. */
  @Query(value = "SELECT id FROM attempt ORDER BY id DESC LIMIT 1 OFFSET :kept", nativeQuery = true)
  Optional<Long> firstBeyond(int kept);

  @Query(value = "DELETE FROM attempt WHERE id <= :id LIMIT 5000", nativeQuery = true)
  int purgeUpTo(long id);
}
