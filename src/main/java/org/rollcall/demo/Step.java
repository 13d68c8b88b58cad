package org.rollcall.demo;

/**
 * One act of the script.
 *
 * @param number its place in the script
 * @param at when, as a part of the whole time, from 0 to 1
 * @param after the number of an earlier step that must be over, or -1
 */
record Step(int number, double at, String site, Act act, int after) {}
