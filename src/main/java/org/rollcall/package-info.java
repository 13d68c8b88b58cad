/**
 * The start of Rollcall: its settings, read from the environment, and the way it begins and ends.
 * Nothing but the launcher, the tests and the benchmarks calls it.
 */
@NullMarked
package org.rollcall;

import org.jspecify.annotations.NullMarked;
