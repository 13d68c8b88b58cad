package org.rollcall.access;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which servers there are. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface ServerRepository extends GenericRepository<ServerRow, String> {
  /** When a server was last heard, and when that was read. */
  @Introspected
  record Heard(String id, Instant heardAt, Instant readAt) {
    Duration silence() {
      return Duration.between(heardAt, readAt);
    }
  }

  @Query(
      value =
          "INSERT INTO server (id, started_at, heard_at)"
              + " VALUES (:id, LOCALTIMESTAMP(6), LOCALTIMESTAMP(6))",
      nativeQuery = true)
  int enter(String id);

  /** Zero if the others took it for dead and have forgotten it. */
  @Query(
      value = "UPDATE server SET heard_at = LOCALTIMESTAMP(6) WHERE id = :id",
      nativeQuery = true)
  int beat(String id);

  @Query(value = "DELETE FROM server WHERE id = :id", nativeQuery = true)
  int leave(String id);

  @Query(
      value = "SELECT id, heard_at, LOCALTIMESTAMP(6) AS read_at FROM server",
      nativeQuery = true)
  List<Heard> heard();

  /** The database's clock. */
  @Query(value = "SELECT LOCALTIMESTAMP(6)", nativeQuery = true)
  Instant now();
}
