package org.rollcall.headcount;

/**
 * The headcount of a site, or a plain sum of them. {@code present = own + visitors + walkIns +
 * substitutes}, and {@code expected = own + presentElsewhere + left + excused + absent +
 * substituted + awaited}.
 */
public record Figures(
    int expected,
    int present,
    int own,
    int visitors,
    int walkIns,
    int substitutes,
    int presentElsewhere,
    int left,
    int excused,
    int absent,
    int substituted,
    int awaited) {}
