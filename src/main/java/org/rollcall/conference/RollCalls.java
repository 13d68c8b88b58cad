package org.rollcall.conference;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Amendment;
import org.rollcall.attendance.Amendment.Step;
import org.rollcall.attendance.ConferenceState;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.RollCall;
import org.rollcall.attendance.RollCallState;
import org.rollcall.attendance.Rows;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;
import org.rollcall.web.Problem;

/**
 * Plans, opens, closes and reopens roll calls by the domain's rules: at most one is open, it needs
 * the conference OPEN, and only the one closed last is opened again. Blocks.
 */
@Singleton
final class RollCalls {
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_REASON = 500;

  private final Amendments amendments;
  private final RegistrationLimits limits;

  RollCalls(Amendments amendments, RegistrationLimits limits) {
    this.amendments = amendments;
    this.limits = limits;
  }

  RollCall plan(Desk desk, @Nullable String title, boolean trial, String by) {
    Fields fields = new Fields();
    String clean = fields.required(Place.pointer("/title"), title, LONGEST_TITLE);
    fields.check();
    int[] made = new int[1];
    amendments.make(
        desk,
        register -> {
          int id = register.rollCalls().size() + 1;
          if (id > limits.rollCalls()) {
            throw Problem.conflict("conference.too-many-roll-calls", limits.rollCalls());
          }
          made[0] = id;
          return new Amendment.Plan(
              List.of(Step.rollCall(by, id, RollCallState.PLANNED, null)),
              Rows.NONE,
              null,
              new RollCall(id, clean, trial, RollCallState.PLANNED));
        });
    return find(desk.register(), made[0]);
  }

  RollCall open(Desk desk, int id, String by) {
    return change(
        desk,
        id,
        (register, rollCall) -> {
          if (rollCall.state() == RollCallState.CLOSED) {
            throw Problem.conflict("conference.reopen-instead");
          }
          requirePossible(register);
          return Step.rollCall(by, id, RollCallState.OPEN, null);
        });
  }

  RollCall close(Desk desk, int id, String by) {
    return change(
        desk,
        id,
        (register, rollCall) -> {
          if (rollCall.state() != RollCallState.OPEN) {
            throw Problem.conflict("conference.roll-call-not-open");
          }
          return Step.rollCall(by, id, RollCallState.CLOSED, null);
        });
  }

  RollCall reopen(Desk desk, int id, @Nullable String reason, String by) {
    Fields fields = new Fields();
    String clean = fields.required(Place.pointer("/reason"), reason, LONGEST_REASON);
    fields.check();
    return change(
        desk,
        id,
        (register, rollCall) -> {
          if (rollCall.state() != RollCallState.CLOSED || register.lastClosed() != id) {
            throw Problem.conflict("conference.not-closed-last");
          }
          requirePossible(register);
          return Step.rollCall(by, id, RollCallState.OPEN, clean);
        });
  }

  private RollCall change(Desk desk, int id, BiFunction<Register, RollCall, Step> decide) {
    amendments.make(
        desk, register -> Amendment.Plan.of(List.of(decide.apply(register, find(register, id)))));
    return find(desk.register(), id);
  }

  private static void requirePossible(Register register) {
    RollCall open = register.open();
    if (open != null) {
      throw Problem.conflict("conference.roll-call-open", open.title());
    }
    if (register.conference().state() != ConferenceState.OPEN) {
      throw Problem.conflict("conference.not-open");
    }
  }

  private static RollCall find(Register register, int id) {
    RollCall rollCall = register.rollCall(id);
    if (rollCall == null) {
      throw Problem.notFound("conference.no-roll-call", id);
    }
    return rollCall;
  }
}
