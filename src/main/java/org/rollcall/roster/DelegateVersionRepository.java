package org.rollcall.roster;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The versions of delegates. They are added, and read by the log; never changed. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface DelegateVersionRepository extends GenericRepository<DelegateVersion, String> {
  List<DelegateVersion> saveAll(Iterable<DelegateVersion> versions);

  List<DelegateVersion> findByConferenceIdAndChangeIdOrderByCode(
      long conferenceId, byte[] changeId);

  /** Takes back what was staged under a change that did not come about. */
  @Query(
      value =
          "DELETE FROM delegate_version WHERE conference_id = :conference AND change_id = :change",
      nativeQuery = true)
  int discard(long conference, byte[] change);
}
