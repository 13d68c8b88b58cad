package org.rollcall.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Event;
import org.rollcall.attendance.Person;
import org.rollcall.attendance.Register;

/**
 * The people whom an event names by their codes, as they are registered now; left out where there
 * is none.
 *
 * @param fullName of {@code delegate}
 * @param personName of {@code person}
 */
@Introspected
@JsonInclude(JsonInclude.Include.NON_NULL)
record Names(@Nullable String fullName, @Nullable String personName) {
  static Names of(Event event, Register register) {
    Event.Companion person = event.person();
    return new Names(
        name(register, event.delegate()), name(register, person == null ? null : person.code()));
  }

  private static @Nullable String name(Register register, @Nullable String code) {
    Person person = code == null ? null : register.person(code);
    return person == null ? null : person.delegate().fullName();
  }
}
