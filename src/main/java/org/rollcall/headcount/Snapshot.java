package org.rollcall.headcount;

import java.util.List;
import org.rollcall.attendance.Conference;
import org.rollcall.attendance.RollCall;
import org.rollcall.attendance.SiteTree;

/**
 * Figures of one roll call that belong together.
 *
 * @param revision of the log up to which they count
 * @param structureRevision of the last change of conference, roll calls, tree or site list: who
 *     showed an older one shows everything anew
 * @param sites in the order asked for
 */
public record Snapshot(
    long revision,
    long structureRevision,
    Conference conference,
    RollCall rollCall,
    SiteTree tree,
    List<SiteCount> sites) {}
