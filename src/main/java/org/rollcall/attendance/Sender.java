package org.rollcall.attendance;

/**
 * Who sends a command, from which site.
 *
 * @param by as the log keeps it: {@code pass:12} or {@code user:3}
 * @param organizer whether the rules for coordinators do not bind the sender
 */
public record Sender(String site, String by, boolean organizer) {}
