package org.rollcall.roster;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of imports, {@code rollcall.import.*}.
 *
 * @param bytes how large an uploaded file may be
 * @param syncBytes how large it may be to be answered when it is done and not before
 * @param spool the folder where files are kept while they are read; null for the system's own
 * @param rows how many rows a table may have, its header not counted
 * @param unzippedBytes how large a workbook may be when unzipped; the characters of its shared
 *     texts, which are held in memory, may be an eighth of that
 * @param listedChanges how many changes a dry run lists; all are counted
 * @param jobs how many imports one server runs at once beside their calls
 * @param jobProgress how often the progress of such an import is written at most
 * @param jobSilence how long nothing may be heard of it before it counts as failed
 * @param jobKept how long after its end it can be asked for
 */
@ConfigurationProperties("rollcall.import")
record ImportLimits(
    @Bindable(defaultValue = "67108864") long bytes,
    @Bindable(defaultValue = "5242880") long syncBytes,
    @Nullable String spool,
    @Bindable(defaultValue = "2000000") int rows,
    @Bindable(defaultValue = "1073741824") long unzippedBytes,
    @Bindable(defaultValue = "1000") int listedChanges,
    @Bindable(defaultValue = "2") int jobs,
    @Bindable(defaultValue = "500ms") Duration jobProgress,
    @Bindable(defaultValue = "60s") Duration jobSilence,
    @Bindable(defaultValue = "24h") Duration jobKept) {}
