/**
 * Connection points: the tree, their registration, and which of them are online. The doors of
 * coordinators and organizers may call it.
 */
@NullMarked
package org.rollcall.site;

import org.jspecify.annotations.NullMarked;
