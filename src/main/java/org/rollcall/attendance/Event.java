package org.rollcall.attendance;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the attendance log, appended and never changed. It holds codes and ids only; names,
 * reasons and labels stand in rows of their own.
 *
 * @param revision 1, 2, 3, … in its conference with no gap, in commit order
 * @param id of the command, or of the change whose registered rows this event makes visible
 * @param site from which it was recorded
 * @param person the second person of a substitute, or of its undo
 * @param phase where a conference or roll call went, else null
 * @param effective whether it changed where {@code delegate} stands; {@code false} also where
 *     {@code late}
 * @param personEffective the same for {@code person}
 * @param digest of the command's body, by which a replay is told from another command under the
 *     same id
 */
public record Event(
    long revision,
    UUID id,
    EventType type,
    @Nullable Integer rollCall,
    @Nullable String delegate,
    @Nullable String site,
    @Nullable Place from,
    @Nullable Place to,
    @Nullable Companion person,
    @Nullable String phase,
    Instant happenedAt,
    Instant recordedAt,
    String recordedBy,
    @Nullable Source source,
    @Nullable UUID undoes,
    @Nullable Integer counted,
    boolean offline,
    boolean late,
    boolean review,
    boolean effective,
    boolean personEffective,
    byte @Nullable [] digest) {
  /**
   * The one who stands in for the delegate. {@code from} is null where the event made the person.
   */
  public record Companion(String code, @Nullable Place from, @Nullable Place to) {}

  /** Whether registered rows stand under the event's id, which it makes visible. */
  boolean makesRows() {
    return switch (type) {
      case SITE, ROSTER, WALK_IN -> true;
      case SUBSTITUTE -> person != null && person.from() == null;
      case CHECK_IN, CHECK_OUT, EXCUSE, ABSENT, UNDO, SITE_REPORT, CONFERENCE, ROLL_CALL -> false;
    };
  }

  /** Where a conference's or roll call's event went; those always tell. */
  String newPhase() {
    return Objects.requireNonNull(phase, "an event of this type tells where it went");
  }

  /** Whether it changes the sites or the roster. */
  boolean changesRegistry() {
    return type == EventType.SITE || type == EventType.ROSTER;
  }

  /** The roll call of a command or roll-call event; those always have one. */
  public int rollCallId() {
    if (rollCall == null) {
      throw new IllegalStateException("event " + revision + " has no roll call");
    }
    return rollCall;
  }
}
