/**
 * The organizers' door: what is shown of a conference's headcounts, live over a socket and once
 * over HTTP, and the page that shows it. Nobody calls it but the server itself.
 */
@NullMarked
package org.rollcall.board;

import org.jspecify.annotations.NullMarked;
