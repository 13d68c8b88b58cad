package org.rollcall.checkin;

import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import org.rollcall.attendance.LogReader;
import org.rollcall.headcount.ConferenceCounts;
import org.rollcall.headcount.Headcounts;
import org.rollcall.web.SocketMeters;

/** What every socket works with. */
@Singleton
record CheckInTools(
    CheckInLimits limits,
    FrameReader frames,
    Answers answers,
    Encoder encoder,
    Herald herald,
    SocketMeters meters,
    LogReader log,
    Headcounts headcounts,
    @Named(TaskExecutors.BLOCKING) Executor blocking) {
  ConferenceCounts counts(long conference) {
    return headcounts.of(conference);
  }
}
