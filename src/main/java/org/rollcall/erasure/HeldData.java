package org.rollcall.erasure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Card;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.EventJson;
import org.rollcall.attendance.State;

/**
 * All that is held on one person.
 *
 * @param conference where; its number and title
 * @param exportedAt when this was put together
 * @param erasedAt since when the person's data are erased; null where they are not
 * @param versions what the card ever said, the oldest first
 * @param standings where the person stands in each roll call
 * @param events of the log that name the person, the oldest first
 * @param records the copies in the records of closed roll calls
 * @param attempts commands that named the person and were refused or asked back
 */
@Introspected
@Schema(name = "HeldData")
record HeldData(
    ConferenceName conference,
    String code,
    Instant exportedAt,
    @Nullable Instant erasedAt,
    List<Version> versions,
    List<Stand> standings,
    List<HeldEvent> events,
    List<RecordCopy> records,
    List<HeldAttempt> attempts) {
  /** Which conference it is. */
  @Introspected
  @Schema(name = "ConferenceName")
  record ConferenceName(long id, String title) {}

  /** What the card said from a revision on. */
  @Introspected
  @Schema(name = "DelegateVersion")
  record Version(
      long revision,
      Instant recordedAt,
      String recordedBy,
      String fullName,
      @Nullable String title,
      @Nullable String organisation,
      @Nullable String homeSite,
      Delegate.Kind kind,
      boolean withdrawn,
      boolean deleted) {}

  /** Where the person stands in a roll call. */
  @Introspected
  @Schema(name = "DelegateStanding")
  record Stand(
      int rollCall,
      String title,
      State state,
      @Nullable String site,
      @Nullable Instant since,
      @Nullable String by) {}

  /** An event that names the person, with what was written about it. */
  @Schema(name = "HeldEvent")
  record HeldEvent(
      @JsonUnwrapped EventJson event, @Nullable String note, @Nullable Settled settlement) {}

  /** How a contradiction was settled. */
  @Introspected
  @Schema(name = "HeldSettlement")
  record Settled(String note, String settledBy, Instant settledAt) {}

  /** The copy in a record. */
  @Introspected
  @Schema(name = "RecordCopy")
  record RecordCopy(int rollCall, int number, Instant closedAt, Card card) {}

  /** A command that named the person and was refused or asked back. */
  @Introspected
  @Schema(name = "HeldAttempt")
  record HeldAttempt(
      Instant attemptedAt, @Nullable String site, String sentBy, String type, String reason) {}

  /** Whether it is nothing at all. */
  boolean isNothing() {
    return erasedAt == null && versions.isEmpty() && events.isEmpty() && attempts.isEmpty();
  }
}
