package org.rollcall.attendance;

/**
 * One taking of attendance.
 *
 * @param id its number in the conference, from 1
 * @param trial whether it is left out of every report
 */
public record RollCall(int id, String title, boolean trial, RollCallState state) {
  RollCall in(RollCallState next) {
    return new RollCall(id, title, trial, next);
  }
}
