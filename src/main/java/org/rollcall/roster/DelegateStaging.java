package org.rollcall.roster;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.rollcall.attendance.AttendanceLog;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Rows;
import org.rollcall.conference.Registering;
import org.rollcall.conference.RegistrationLimits;

/** Stages versions of delegates, some at a time. */
@Singleton
final class DelegateStaging implements Registering.Staging {
  private final DelegateVersionRepository versions;
  private final RegistrationLimits limits;

  DelegateStaging(DelegateVersionRepository versions, RegistrationLimits limits) {
    this.versions = versions;
    this.limits = limits;
  }

  @Override
  public void write(long conference, UUID change, Rows rows, IntConsumer staged) {
    byte[] id = AttendanceLog.bytes(change);
    List<Delegate> put = rows.delegates();
    for (int from = 0; from < put.size(); from += limits.stagingBatch()) {
      int to = Math.min(from + limits.stagingBatch(), put.size());
      versions.saveAll(
          put.subList(from, to).stream()
              .map(delegate -> DelegateVersion.of(conference, id, delegate))
              .toList());
      staged.accept(to);
    }
    if (!rows.removedDelegates().isEmpty()) {
      versions.saveAll(
          rows.removedDelegates().stream()
              .map(code -> DelegateVersion.removed(conference, id, code))
              .toList());
    }
  }

  @Override
  public void discard(long conference, UUID change) {
    versions.discard(conference, AttendanceLog.bytes(change));
  }
}
