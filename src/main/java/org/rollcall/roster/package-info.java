/**
 * Delegates and organisations: registration, search, and the tables that sites and delegates are
 * imported from. Called over HTTP; no other room calls it.
 */
@NullMarked
package org.rollcall.roster;

import org.jspecify.annotations.NullMarked;
