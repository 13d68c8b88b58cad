package org.rollcall.roster;

import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.access.Denied;
import org.rollcall.attendance.Person;
import org.rollcall.attendance.Register;

/** Which names a caller sees: all of a conference, those of the own site, or none. */
final class DelegateSight {
  private DelegateSight() {}

  /**
   * Lets pass who may see the people of a site.
   *
   * @param site null for everyone
   */
  static void requireList(Caller caller, long conference, @Nullable String site) {
    switch (caller) {
      case Caller.Organizer _, Caller.Viewer _ -> caller.requireReports(conference);
      case Caller.Coordinator _, Caller.BoardPass _ -> caller.requireRoster(conference, site);
    }
  }

  /** Lets pass who may see the name of anyone there at all. */
  static void requireSomeNames(Caller caller, long conference) {
    requireList(caller, conference, caller instanceof Caller.Coordinator own ? own.site() : null);
  }

  /** Lets pass who may see this person: for a coordinator someone on the list of the own site. */
  static void requirePerson(Caller caller, Person person, Register register) {
    if (caller instanceof Caller.Coordinator own
        && !person.isOnListOf(own.site(), register.current().id())) {
      throw new Denied("access.other-site");
    }
  }
}
