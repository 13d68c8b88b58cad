/**
 * A rehearsal of a conference of any size against a running server, of which it uses nothing but
 * the public HTTP calls and sockets. Only the command line calls it; it is a program of its own and
 * starts no server.
 */
@NullMarked
package org.rollcall.rehearse;

import org.jspecify.annotations.NullMarked;
