package org.rollcall.access;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tokens of signed-in users, and the addresses they signed in from. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface LoginTokenRepository extends GenericRepository<LoginToken, Long> {
  LoginToken save(LoginToken token);

  Optional<LoginToken> findByTokenHash(byte[] tokenHash);

  /** By the database's clock, so that every server that reads it later knows when. */
  @Query(
      value =
          "UPDATE login_token SET revoked_at = LOCALTIMESTAMP(6)"
              + " WHERE id = :id AND revoked_at IS NULL",
      nativeQuery = true)
  int revoke(long id);

  /** Revokes those of a user that have not ended by themselves, as {@link #revoke} does. */
  @Query(
      value =
          "UPDATE login_token SET revoked_at = LOCALTIMESTAMP(6)"
              + " WHERE user_id = :user AND revoked_at IS NULL AND expires_at > :now",
      nativeQuery = true)
  int revokeAllOf(long user, Instant now);

  /** Those revoked after that time of the database. */
  @Query(value = "SELECT id FROM login_token WHERE revoked_at > :after", nativeQuery = true)
  List<Long> revokedAfter(Instant after);

  @Query(value = "DELETE FROM login_token WHERE expires_at < :before", nativeQuery = true)
  int purge(Instant before);

  @Query(
      value = "SELECT COUNT(*) FROM login_address WHERE user_id = :user AND address_hash = :hash",
      nativeQuery = true)
  int addressKnown(long user, byte[] hash);

  @Query(
      value =
          "INSERT INTO login_address (user_id, address_hash, last_used_at)"
              + " VALUES (:user, :hash, :at)"
              + " ON DUPLICATE KEY UPDATE last_used_at = VALUES(last_used_at)",
      nativeQuery = true)
  int rememberAddress(long user, byte[] hash, Instant at);

  @Query(
      value =
          "SELECT last_used_at FROM login_address WHERE user_id = :user"
              + " ORDER BY last_used_at DESC LIMIT 1 OFFSET :kept",
      nativeQuery = true)
  Optional<Instant> oldestBeyond(long user, int kept);

  @Query(
      value = "DELETE FROM login_address WHERE user_id = :user AND last_used_at <= :until",
      nativeQuery = true)
  int forgetAddresses(long user, Instant until);
}
