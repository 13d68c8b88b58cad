/**
 * Whether this server can serve, and if not, why: what readiness, liveness, the metrics and the log
 * tell of it. Whoever knows of something that stands in the way has a bean {@link
 * org.rollcall.health.Concern}; it calls the core, and asks the plumbing whether the server is
 * leaving.
 */
@NullMarked
package org.rollcall.health;

import org.jspecify.annotations.NullMarked;
