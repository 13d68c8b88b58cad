/**
 * What is read back from the attendance log: its events, arrivals, and what is to be reviewed; and
 * the QR codes of what is printed. Called over HTTP; no other room calls it.
 */
@NullMarked
package org.rollcall.report;

import org.jspecify.annotations.NullMarked;
