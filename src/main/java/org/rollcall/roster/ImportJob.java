package org.rollcall.roster;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import that goes on after its call was answered.
 *
 * @param rowsRead how many rows were read so far; from CHECKING on, all of them
 * @param done how many rows are staged
 * @param result JSON; of one that is DONE
 * @param problem JSON; of one that is REFUSED or FAILED
 * @param heardAt when its server last wrote of it
 * @param endedAt null while it runs, and where its server died
 */
@MappedEntity("import_job")
record ImportJob(
    @Id byte[] id,
    long conferenceId,
    ImportKind kind,
    State state,
    boolean dryRun,
    int rowsRead,
    int done,
    @Nullable String result,
    @Nullable String problem,
    String startedBy,
    Instant startedAt,
    Instant heardAt,
    @Nullable Instant endedAt) {
  /** How far it is. */
  enum State {
    /** The table is read, row by row. */
    READING,
    /** It is held against what is registered. */
    CHECKING,
    /** What changes is written where nobody sees it yet, and made visible in the end. */
    STAGING,
    /** It was imported, or of a dry run: could be. */
    DONE,
    /** Something was wrong with it; nothing was imported. */
    REFUSED,
    /** The server could not; unless the problem says otherwise, nothing was imported. */
    FAILED
  }

  /** Whether its server must have died. */
  boolean isLost(Instant now, Duration silence) {
    return endedAt == null && heardAt.plus(silence).isBefore(now);
  }
}
