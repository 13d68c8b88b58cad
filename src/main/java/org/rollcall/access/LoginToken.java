package org.rollcall.access;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A signed-in user's token, as kept. */
@MappedEntity("login_token")
record LoginToken(
    @Id @GeneratedValue @Nullable Long id,
    byte[] tokenHash,
    long userId,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant revokedAt) {
  long key() {
    if (id == null) {
      throw new IllegalStateException("not stored yet");
    }
    return id;
  }
}
