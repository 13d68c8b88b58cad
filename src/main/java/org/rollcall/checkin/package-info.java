/**
 * The coordinators' door: the check-in socket and the same commands over HTTP. Frames come in,
 * results and events go out; what is decided is the desk's. Nobody calls this room; it calls
 * attendance, headcount, access and web.
 */
@NullMarked
package org.rollcall.checkin;

import org.jspecify.annotations.NullMarked;
