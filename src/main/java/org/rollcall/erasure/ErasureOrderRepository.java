package org.rollcall.erasure;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

/** The orders to erase. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface ErasureOrderRepository extends GenericRepository<ErasureOrder, byte[]> {
  ErasureOrder save(ErasureOrder order);

  /** Those not completed, the oldest first. */
  List<ErasureOrder> findByCompletedAtIsNullOrderByErasedAt();

  @Query(
      value = "UPDATE erasure SET completed_at = :at, reason = NULL WHERE id = :id",
      nativeQuery = true)
  int complete(byte[] id, Instant at);

  /** What was completed for everyone in a conference was done once more. */
  @Query(
      value =
          "UPDATE erasure SET completed_at = :at WHERE conference_id = :conference"
              + " AND delegate IS NULL AND completed_at IS NOT NULL",
      nativeQuery = true)
  int completeAgain(long conference, Instant at);

  @Query(
      value =
          "DELETE FROM erasure WHERE id = :id AND NOT EXISTS (SELECT 1 FROM attendance_event e"
              + " WHERE e.conference_id = erasure.conference_id AND e.command_id = erasure.id)",
      nativeQuery = true)
  int dropWithoutEvent(byte[] id);
}
