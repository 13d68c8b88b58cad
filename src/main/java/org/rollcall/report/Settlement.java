package org.rollcall.report;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** What somebody found who looked at an event marked for review. */
@MappedEntity("review_settlement")
record Settlement(
    @Id long conferenceId, @Id long revision, String note, String settledBy, Instant settledAt) {}
