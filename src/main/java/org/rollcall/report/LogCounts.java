package org.rollcall.report;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/** How many events of the log are marked for review, and where a page of them begins. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface LogCounts extends GenericRepository<Settlement, Long> {
  @Query(
      value =
          "SELECT COUNT(*) FROM attendance_event"
              + " WHERE conference_id = :conference AND revision <= :upTo"
              + " AND MOD(FLOOR(flags / 4), 2) = 1",
      nativeQuery = true)
  long ofReviews(long conference, long upTo);

  @Query(
      value =
          "SELECT revision FROM attendance_event"
              + " WHERE conference_id = :conference AND MOD(FLOOR(flags / 4), 2) = 1"
              + " ORDER BY revision LIMIT 1 OFFSET :offset",
      nativeQuery = true)
  Optional<Long> reviewAt(long conference, long offset);
}
