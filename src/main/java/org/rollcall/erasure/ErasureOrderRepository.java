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

  @Query(value = "DELETE FROM erasure WHERE id = :id", nativeQuery = true)
  int drop(byte[] id);
}
