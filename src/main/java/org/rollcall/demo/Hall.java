package org.rollcall.demo;

/** A connection point of the sample, as its file names it. */
record Hall(String code, String name) {}
