/**
 * Personal data: what is held on a person, given out and erased, on demand or when a conference's
 * time is over, and erased again after a restore. Called over HTTP and by the command that follows
 * a restore; no other room calls it.
 */
@NullMarked
package org.rollcall.erasure;

import org.jspecify.annotations.NullMarked;
