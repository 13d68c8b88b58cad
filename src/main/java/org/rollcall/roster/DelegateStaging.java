package org.rollcall.roster;

import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.rollcall.attendance.Rows;
import org.rollcall.conference.Registering;
import org.rollcall.conference.Stage;

/** Stages versions of delegates. */
@Singleton
final class DelegateStaging implements Registering.Staging {
  private final Stage stage;

  DelegateStaging(Stage stage) {
    this.stage = stage;
  }

  @Override
  public void write(long conference, UUID change, Rows rows, IntConsumer staged) {
    Stream<DelegateVersion> versions =
        Stream.concat(
            rows.delegates().stream().map(DelegateVersion::of),
            rows.removedDelegates().stream().map(DelegateVersion::removed));
    stage.write(DelegateVersion.INSERT, conference, change, versions.iterator(), staged);
  }

  @Override
  public void discard(long conference, UUID change) {
    stage.discard(Stage.Table.DELEGATES, conference, change);
  }
}
