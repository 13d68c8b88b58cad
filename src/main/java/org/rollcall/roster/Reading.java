package org.rollcall.roster;

import java.util.function.IntConsumer;

/**
 * How a table is read.
 *
 * @param faults gets what is wrong with it
 * @param mostRows how many rows it may have, its header not counted
 * @param progress is told with each row how many were read
 */
record Reading(Faults faults, int mostRows, IntConsumer progress) {}
