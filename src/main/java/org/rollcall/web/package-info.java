/**
 * HTTP plumbing only: problems, paging, headers and the limits of the wire. Every package with a
 * door to the outside may call it; it calls none of them.
 */
@NullMarked
package org.rollcall.web;

import org.jspecify.annotations.NullMarked;
