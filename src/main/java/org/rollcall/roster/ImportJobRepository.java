package org.rollcall.roster;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The imports that go on after their call was answered. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface ImportJobRepository extends GenericRepository<ImportJob, byte[]> {
  ImportJob save(ImportJob job);

  Optional<ImportJob> findByIdAndConferenceId(byte[] id, long conferenceId);

  @Query(
      value =
          "UPDATE import_job SET state = :state, rows_read = :rows, done = :done, heard_at = :at"
              + " WHERE id = :id",
      nativeQuery = true)
  int progress(byte[] id, String state, int rows, int done, Instant at);

  @Query(
      value =
          "UPDATE import_job SET state = :state, rows_read = :rows, done = :done,"
              + " result = :result, problem = :problem, heard_at = :at, ended_at = :at"
              + " WHERE id = :id",
      nativeQuery = true)
  int end(
      byte[] id,
      String state,
      int rows,
      int done,
      @Nullable String result,
      @Nullable String problem,
      Instant at);

  /** Deletes those of which nothing was heard since then. */
  @Query(value = "DELETE FROM import_job WHERE heard_at < :before", nativeQuery = true)
  int purge(Instant before);
}
