package org.rollcall.report;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Event;
import org.rollcall.attendance.EventFilter;
import org.rollcall.attendance.LogReader;
import org.rollcall.attendance.LogReader.Noted;
import org.rollcall.attendance.Register;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;
import org.rollcall.web.Listing;
import org.rollcall.web.Page;
import org.rollcall.web.Problem;

/** Events marked for review, and how they were settled. Blocks. */
@Singleton
final class Reviews {
  private static final int LONGEST_NOTE = 500;

  private final LogReader log;
  private final SettlementRepository settlements;
  private final Clock clock;

  Reviews(LogReader log, SettlementRepository settlements, Clock clock) {
    this.log = log;
    this.settlements = settlements;
    this.clock = clock;
  }

  Listing<ReviewView> list(Register register, Page page) {
    long conference = register.conference().id();
    long total = log.count(conference, register.revision(), EventFilter.REVIEWS);
    long first = log.revisionAt(conference, page.offset(), EventFilter.REVIEWS);
    if (first == 0 || page.offset() >= total) {
      return new Listing<>(List.of(), total);
    }
    int size = (int) Math.min(page.size(), total - page.offset());
    List<Noted> events = log.after(conference, first - 1, size, EventFilter.REVIEWS);
    Map<Long, Settlement> settled =
        settlements
            .findByConferenceIdAndRevisionBetween(
                conference, first, events.getLast().event().revision())
            .stream()
            .collect(Collectors.toMap(Settlement::revision, settlement -> settlement));
    return new Listing<>(
        events.stream()
            .map(noted -> ReviewView.of(noted, settled.get(noted.event().revision()), register))
            .toList(),
        total);
  }

  /** Changes whenever something is settled or erased. */
  String mark(long conference) {
    return settlements
            .findFirstByConferenceIdOrderBySettledAtDesc(conference)
            .map(last -> "." + settlements.countByConferenceId(conference) + "." + last.settledAt())
            .orElse("")
        + log.emptied(conference);
  }

  ReviewView settle(Register register, long revision, @Nullable String note, String by) {
    long conference = register.conference().id();
    Event event = log.at(conference, revision).get(revision);
    if (event == null || !event.review()) {
      throw Problem.notFound("report.no-review", revision);
    }
    Fields fields = new Fields();
    String clean = fields.required(Place.pointer("/note"), note, LONGEST_NOTE);
    fields.check();
    var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    settlements.settle(conference, revision, clean, by, at);
    return ReviewView.of(
        log.after(conference, revision - 1, 1, EventFilter.ALL).getFirst(),
        new Settlement(conference, revision, clean, by, at),
        register);
  }
}
