package org.rollcall.erasure;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.BinaryId;

/**
 * An order to erase, written before anything is done.
 *
 * @param id also of the event that makes it visible, whatever was restored in between
 * @param delegate the code; null for everyone in the conference
 * @param person the id of the command that made a walk-in or substitute, since another log may give
 *     the same code to somebody else; null for the roster's
 * @param reason until it is completed; afterwards it stands beside the event alone
 * @param completedAt when everything was emptied; null until then
 */
@MappedEntity("erasure")
record ErasureOrder(
    @Id byte[] id,
    long conferenceId,
    @Nullable String delegate,
    @Nullable String person,
    @Nullable String reason,
    String askedBy,
    Instant erasedAt,
    @Nullable Instant completedAt) {
  UUID change() {
    return BinaryId.uuid(id);
  }
}
