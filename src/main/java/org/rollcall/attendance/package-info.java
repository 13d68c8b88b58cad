/**
 * The core: commands, the rules that judge them, the log of events, the register folded from it,
 * and the desk that does all of it in one order. Everyone may call it; it calls no other room and
 * knows of no socket and no HTTP.
 */
@NullMarked
package org.rollcall.attendance;

import org.jspecify.annotations.NullMarked;
