package org.rollcall.access;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pass, as kept.
 *
 * @param site null for a board pass
 */
@MappedEntity("site_pass")
record PassRow(
    @Id @GeneratedValue @Nullable Long id,
    long conferenceId,
    @Nullable String site,
    @Nullable String label,
    byte[] tokenHash,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastSeenAt) {
  long key() {
    if (id == null) {
      throw new IllegalStateException("not stored yet");
    }
    return id;
  }

  boolean isValid(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}
