package org.rollcall.attendance;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one event did to the register.
 *
 * @param sites the sites that the event concerns
 * @param rosterSites the sites whose roster it changed: their devices fetch their list anew
 * @param origin what the sender gave along with the command, to know its own events by; null for
 *     those of others
 */
public record Change(
    Event event,
    List<Shift> shifts,
    Set<String> sites,
    Set<String> rosterSites,
    @Nullable Object origin) {
  Change from(@Nullable Object sender) {
    return new Change(event, shifts, sites, rosterSites, sender);
  }
}
