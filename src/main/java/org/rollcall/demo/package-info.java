/**
 * The sample conference and its simulated coordinators, who use nothing of the server but its HTTP
 * calls and its sockets. Nobody calls it; it wakes up only where the command line asks for it.
 */
@NullMarked
package org.rollcall.demo;

import org.jspecify.annotations.NullMarked;
