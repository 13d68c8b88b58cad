/**
 * Conferences and their roll calls, and how any change of what is registered is brought to the desk
 * and shown with its revision. The rooms of sites, roster and reports call it.
 */
@NullMarked
package org.rollcall.conference;

import org.jspecify.annotations.NullMarked;
