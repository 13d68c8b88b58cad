package org.rollcall.roster;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.Person;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Rows;
import org.rollcall.conference.Registering;
import org.rollcall.conference.Registering.Checked;
import org.rollcall.conference.Registering.Intent;
import org.rollcall.web.Fields.Place;
import org.rollcall.web.Problem;

/** Registers, changes, withdraws and deletes delegates one by one. Blocks. */
@Singleton
final class Delegates {
  private final Registering registering;
  private final DelegateStaging staging;

  Delegates(Registering registering, DelegateStaging staging) {
    this.registering = registering;
    this.staging = staging;
  }

  /** Registers or changes a delegate of the roster, and says whether the delegate is new. */
  boolean put(Desk desk, Delegate delegate, String by) {
    return change(
        desk,
        delegate.code(),
        by,
        register -> {
          String home = delegate.homeSite();
          if (home == null || !register.sites().contains(home)) {
            throw Problem.invalid(
                Place.pointer("/homeSite").fault("NO_SUCH_SITE", "roster.no-such-site", "" + home));
          }
          if (register.erasedAt(delegate.code()) != null) {
            throw Problem.conflict("roster.erased");
          }
          Person person = register.person(delegate.code());
          boolean withdrawn = person != null && person.delegate().withdrawn();
          Delegate next = withdrawn ? withdrawn(delegate, true) : delegate;
          boolean same = person != null && next.equals(person.delegate());
          return new Checked<>(same ? Rows.NONE : Rows.ofDelegates(List.of(next)), person == null);
        },
        register -> {});
  }

  /** Takes a delegate off the roster without forgetting what happened, or puts one back. */
  void withdraw(Desk desk, String code, boolean withdrawn, String by) {
    change(
        desk,
        code,
        by,
        register -> {
          Delegate before = find(register, code).delegate();
          if (before.kind() != Delegate.Kind.ROSTER) {
            throw Problem.conflict("roster.not-invited");
          }
          return new Checked<>(
              before.withdrawn() == withdrawn
                  ? Rows.NONE
                  : Rows.ofDelegates(List.of(withdrawn(before, withdrawn))),
              Boolean.TRUE);
        },
        register -> {});
  }

  /** Deletes a delegate of whom the log knows nothing. */
  void delete(Desk desk, String code, String by) {
    change(
        desk,
        code,
        by,
        register -> {
          requireUnnamed(register, code);
          return new Checked<>(
              new Rows(List.of(), List.of(), List.of(), List.of(code)), Boolean.TRUE);
        },
        register -> requireUnnamed(register, code));
  }

  private <T> T change(
      Desk desk,
      String code,
      String by,
      Function<Register, Checked<T>> check,
      Consumer<Register> guard) {
    return registering.change(desk, new Intent(EventType.ROSTER, by, code), check, guard, staging);
  }

  private static void requireUnnamed(Register register, String code) {
    if (find(register, code).hasEvents()) {
      throw Problem.conflict("roster.has-events");
    }
  }

  /** The person of that code. */
  static Person find(Register register, String code) {
    Person person = register.person(code);
    if (person == null) {
      throw Problem.notFound("roster.none", code);
    }
    return person;
  }

  private static Delegate withdrawn(Delegate d, boolean withdrawn) {
    return new Delegate(
        d.code(),
        d.fullName(),
        d.title(),
        d.organisation(),
        d.homeSite(),
        d.kind(),
        d.madeAt(),
        withdrawn,
        d.erasedAt());
  }
}
