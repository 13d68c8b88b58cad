/**
 * The pages and their files, as browsers get them: hashed, compressed once, with an import map in
 * place of a bundler. Nobody calls this room; the pages call the HTTP calls and sockets of the
 * others.
 */
@NullMarked
package org.rollcall.pages;

import org.jspecify.annotations.NullMarked;
