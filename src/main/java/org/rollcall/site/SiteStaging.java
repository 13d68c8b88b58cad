package org.rollcall.site;

import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.rollcall.attendance.Rows;
import org.rollcall.conference.Registering;
import org.rollcall.conference.Stage;

/** Stages versions of sites. */
@Singleton
final class SiteStaging implements Registering.Staging {
  private final Stage stage;

  SiteStaging(Stage stage) {
    this.stage = stage;
  }

  @Override
  public void write(long conference, UUID change, Rows rows, IntConsumer staged) {
    Stream<SiteVersion> versions =
        Stream.concat(
            rows.sites().stream().map(SiteVersion::of),
            rows.removedSites().stream().map(SiteVersion::removed));
    stage.write(SiteVersion.INSERT, conference, change, versions.iterator(), staged);
  }

  @Override
  public void discard(long conference, UUID change) {
    stage.discard(Stage.Table.SITES, conference, change);
  }
}
