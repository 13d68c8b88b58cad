package org.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.conference.Api;

/** What settlements and the log's counts promise on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SettlementContract {
  private Api api;

  abstract Map<String, String> environment();

  @BeforeAll
  void start() {
    api = Api.start(environment());
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void theLastWordOnAnEventCounts() {
    var settlements = api.bean(SettlementRepository.class);
    Instant at = Instant.parse("2020-05-11T01:02:03.456789Z");
    settlements.settle(1, 8, "Ngồi ở A", "user:1", at);
    settlements.settle(1, 8, "Ngồi ở B 🏛", "user:2", at.plusSeconds(1));
    settlements.settle(1, 9, "Đã xem", "user:1", at);

    assertThat(settlements.findByConferenceIdAndRevisionBetween(1, 8, 8))
        .containsExactly(new Settlement(1, 8, "Ngồi ở B 🏛", "user:2", at.plusSeconds(1)));
    assertThat(settlements.countByConferenceId(1)).isEqualTo(2);
    assertThat(settlements.findFirstByConferenceIdOrderBySettledAtDesc(1).orElseThrow().revision())
        .isEqualTo(8);
  }

  @Test
  void eventsAreCountedByRollCallAndReview() {
    long conference = api.openConference();
    var counts = api.bean(LogCounts.class);

    assertThat(counts.ofRollCall(conference, 1, 100)).isEqualTo(2);
    assertThat(counts.ofRollCall(conference, 1, 3)).isEqualTo(1);
    assertThat(counts.ofReviews(conference, 100)).isZero();
    assertThat(counts.reviewAt(conference, 0)).isEmpty();
  }
}
