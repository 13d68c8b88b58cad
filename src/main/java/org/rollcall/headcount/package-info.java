/**
 * Figures per site and up the tree, folded from the same events as the register. Boards and
 * check-in answers read them; nothing here knows of databases or sockets.
 */
@NullMarked
package org.rollcall.headcount;

import org.jspecify.annotations.NullMarked;
