/**
 * Who calls and what they may do: users, passes, tokens, origins, and what slows down who guesses.
 * Every room with a door to the outside may call it; it calls only the core and the plumbing.
 */
@NullMarked
package org.rollcall.access;

import org.jspecify.annotations.NullMarked;
