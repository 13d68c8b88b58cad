package org.rollcall.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Users, and the conferences that viewers see. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface AccountRepository extends GenericRepository<Account, Long> {
  Account save(Account account);

  Account update(Account account);

  Optional<Account> findById(Long id);

  Optional<Account> findByUsername(String username);

  List<Account> listOrderByUsername();

  long count();

  /**
   * Holds every organizer that could sign in, so that two changes cannot each spare the other's.
   */
  @Query(
      value =
          "SELECT id FROM user_account WHERE role = 'ORGANIZER' AND disabled = FALSE FOR UPDATE",
      nativeQuery = true)
  List<Long> lockOrganizers();

  /**
   * Holds the user if he may still sign in with the password of that hash; empty if he may not, so
   * that nobody signs in who was signed out meanwhile.
   */
  @Query(
      value =
          "SELECT id FROM user_account"
              + " WHERE id = :id AND password_hash = :hash AND disabled = FALSE FOR UPDATE",
      nativeQuery = true)
  Optional<Long> lockUnchanged(long id, String hash);

  @Query(
      value = "SELECT conference_id FROM user_conference WHERE user_id = :user",
      nativeQuery = true)
  Set<Long> conferencesOf(long user);

  @Query(
      value = "INSERT INTO user_conference (user_id, conference_id) VALUES (:user, :conference)",
      nativeQuery = true)
  int addConference(long user, long conference);

  @Query(value = "DELETE FROM user_conference WHERE user_id = :user", nativeQuery = true)
  int removeConferences(long user);
}
