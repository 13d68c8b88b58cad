package org.rollcall.site;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.rollcall.attendance.AttendanceLog;
import org.rollcall.attendance.Rows;
import org.rollcall.conference.Registering;
import org.rollcall.conference.RegistrationLimits;

/** Stages versions of sites, some at a time. */
@Singleton
final class SiteStaging implements Registering.Staging {
  private final SiteVersionRepository versions;
  private final RegistrationLimits limits;

  SiteStaging(SiteVersionRepository versions, RegistrationLimits limits) {
    this.versions = versions;
    this.limits = limits;
  }

  @Override
  public void write(long conference, UUID change, Rows rows, IntConsumer staged) {
    byte[] id = AttendanceLog.bytes(change);
    List<SiteVersion> batch = new ArrayList<>();
    rows.sites().forEach(site -> batch.add(SiteVersion.of(conference, id, site)));
    rows.removedSites().forEach(code -> batch.add(SiteVersion.removed(conference, id, code)));
    for (int from = 0; from < batch.size(); from += limits.stagingBatch()) {
      int to = Math.min(from + limits.stagingBatch(), batch.size());
      versions.saveAll(batch.subList(from, to));
      staged.accept(to);
    }
  }

  @Override
  public void discard(long conference, UUID change) {
    versions.discard(conference, AttendanceLog.bytes(change));
  }
}
