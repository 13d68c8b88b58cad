package org.rollcall.access;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user's row. */
@MappedEntity("user_account")
record Account(
    @Id @GeneratedValue @Nullable Long id,
    String username,
    String passwordHash,
    Role role,
    boolean disabled,
    Instant createdAt) {
  long key() {
    if (id == null) {
      throw new IllegalStateException("not stored yet");
    }
    return id;
  }
}
