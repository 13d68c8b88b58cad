package org.rollcall.demo;

/** A delegate of the sample, as its file names him. */
record Guest(String code, String fullName, String site) {}
