package org.rollcall.access;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command that was refused or asked back, as kept. */
@MappedEntity("attempt")
record AttemptRow(
    @Id @GeneratedValue @Nullable Long id,
    long conferenceId,
    @Nullable String site,
    String sentBy,
    String commandType,
    String reason,
    @Nullable String delegate,
    Instant attemptedAt) {}
