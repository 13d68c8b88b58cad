package org.rollcall.attendance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of what rules and figures depend on, other than a command: of the conference, its roll
 * calls, sites or roster. It goes through the same desk and takes revisions like a command.
 */
@FunctionalInterface
public interface Amendment {
  /**
   * Decides on the desk's thread against the register as it stands. What it throws reaches the
   * caller of {@link Desk#amend}. May be called again if another server was faster.
   */
  Plan decide(Register register);

  /**
   * What is to be written.
   *
   * @param steps the events, in order; none means that there is nothing to change
   * @param rows what a step of type site or roster makes visible; staged under its id before
   * @param relabelled the conference under its new labels, or null if they stay
   * @param added a roll call that comes with its first step, or null
   */
  record Plan(
      List<Step> steps, Rows rows, @Nullable Conference relabelled, @Nullable RollCall added) {
    public static final Plan NOTHING = of(List.of());

    /** These events and nothing beside. */
    public static Plan of(List<Step> steps) {
      return new Plan(steps, Rows.NONE, null, null);
    }

    /** One event that makes staged rows visible. */
    public static Plan switchTo(Step step, Rows rows) {
      return new Plan(List.of(step), rows, null, null);
    }
  }

  /**
   * One event to be.
   *
   * @param phase where a conference or roll call goes; null for sites and roster
   * @param note the reason given, kept beside the log
   */
  record Step(
      UUID id,
      EventType type,
      String by,
      @Nullable Integer rollCall,
      @Nullable String delegate,
      @Nullable String site,
      @Nullable String phase,
      @Nullable String note) {
    /** Rows of sites or of the roster staged under this change. */
    public static Step registered(UUID change, EventType type, String by, @Nullable String code) {
      return new Step(
          change,
          type,
          by,
          null,
          type == EventType.ROSTER ? code : null,
          type == EventType.SITE ? code : null,
          null,
          null);
    }

    public static Step conference(String by, ConferenceState to, @Nullable String reason) {
      return new Step(
          UUID.randomUUID(), EventType.CONFERENCE, by, null, null, null, to.name(), reason);
    }

    public static Step rollCall(String by, int id, RollCallState to, @Nullable String reason) {
      return new Step(
          UUID.randomUUID(), EventType.ROLL_CALL, by, id, null, null, to.name(), reason);
    }

    /** The event under its revision. */
    Event event(long revision, Instant now) {
      return new Event(
          revision, id, type, rollCall, delegate, site, null, null, null, phase, now, now, by, null,
          null, null, false, false, false, true, false, null);
    }
  }
}
