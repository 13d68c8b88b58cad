package org.rollcall.conference;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Amendment;
import org.rollcall.attendance.Amendment.Step;
import org.rollcall.attendance.Conference;
import org.rollcall.attendance.ConferenceState;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.RollCall;
import org.rollcall.attendance.RollCallState;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;
import org.rollcall.web.Problem;

/** Makes conferences, and takes them from DRAFT to OPEN to CLOSED and back. Blocks. */
@Singleton
final class Conferences {
  private static final Conference UNNAMED =
      new Conference(
          0, new UUID(0, 0), "", "", Instant.EPOCH, ZoneOffset.UTC, ConferenceState.DRAFT);

  private final Desks desks;
  private final Amendments amendments;

  Conferences(Desks desks, Amendments amendments) {
    this.desks = desks;
    this.amendments = amendments;
  }

  Register make(ConferenceInput input, String rollCallTitle, String by) {
    Fields fields = new Fields();
    Conference labels = input.labels(UNNAMED, fields);
    fields.check();
    return desks.create(labels, rollCallTitle, by).register();
  }

  Register change(long id, ConferenceInput input, String by) {
    Desk desk = desks.of(id);
    amendments.make(desk, register -> plan(register, input, by));
    return desk.register();
  }

  private static Amendment.Plan plan(Register register, ConferenceInput input, String by) {
    Conference before = register.conference();
    Fields fields = new Fields();
    Conference labels = input.labels(before, fields);
    String reason = input.reason(fields);
    fields.check();
    ConferenceState to = input.state() == null ? before.state() : input.state();
    List<Step> steps = new ArrayList<>();
    if (to != before.state()) {
      steps.addAll(
          switch (to) {
            case OPEN -> opening(register, before.state(), reason, by);
            case CLOSED -> closing(register, before.state(), reason, by);
            case DRAFT -> throw refused(before.state(), to);
          });
    } else if (!labels.equals(before)) {
      steps.add(Step.conference(by, to, null));
    }
    return new Amendment.Plan(
        steps, Amendment.Plan.NOTHING.rows(), labels.equals(before) ? null : labels, null);
  }

  private static List<Step> opening(
      Register register, ConferenceState from, @Nullable String reason, String by) {
    if (from == ConferenceState.CLOSED && reason == null) {
      throw Problem.invalid(Place.pointer("/reason").fault("REQUIRED", "conference.reason"));
    }
    List<Step> steps = new ArrayList<>();
    steps.add(Step.conference(by, ConferenceState.OPEN, reason));
    boolean first = register.rollCalls().stream().allMatch(r -> r.state() == RollCallState.PLANNED);
    if (first && !register.rollCalls().isEmpty()) {
      steps.add(Step.rollCall(by, register.rollCalls().getFirst().id(), RollCallState.OPEN, null));
    }
    return steps;
  }

  private static List<Step> closing(
      Register register, ConferenceState from, @Nullable String reason, String by) {
    if (from == ConferenceState.DRAFT) {
      throw refused(from, ConferenceState.CLOSED);
    }
    List<Step> steps = new ArrayList<>();
    RollCall open = register.open();
    if (open != null) {
      steps.add(Step.rollCall(by, open.id(), RollCallState.CLOSED, reason));
    }
    steps.add(Step.conference(by, ConferenceState.CLOSED, reason));
    return steps;
  }

  private static Problem refused(ConferenceState from, ConferenceState to) {
    return Problem.conflict("conference.no-way", from, to);
  }
}
