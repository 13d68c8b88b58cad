/**
 * A client of Rollcall as anyone could write it from the protocol alone, which holds every frame
 * against the published document. Every test may use it; it knows nothing of the server's classes.
 */
@NullMarked
package org.rollcall.client;

import org.jspecify.annotations.NullMarked;
