package org.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.attendance.EventFilter;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.LogReader;
import org.rollcall.attendance.LogReader.Noted;
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
    var log = api.bean(LogReader.class);
    var ofOne = new EventFilter(1, null, null, null, null, null);

    assertThat(log.count(conference, 100, ofOne)).isEqualTo(2);
    assertThat(log.count(conference, 3, ofOne)).isEqualTo(1);
    assertThat(log.count(conference, 100, EventFilter.REVIEWS)).isZero();
    assertThat(log.revisionAt(conference, 0, EventFilter.REVIEWS)).isZero();
  }

  @Test
  void theLogIsReadBackwardsAsFarAsItTakes() {
    long conference = api.openConference();
    String path = "/conferences/" + conference;
    api.csv(path + "/imports/sites", "code,name\nA,a\n").expect(200);
    api.csv(path + "/imports/delegates", "code,full_name,site_code\nĐ1,Lý Mai,A\n").expect(200);
    for (int i = 0; i < 2600; i += 200) {
      String commands =
          IntStream.range(0, 200)
              .mapToObj(n ->
                  "{\"type\":\"check-%s\",\"id\":\"%s\",\"delegate\":\"Đ1\"}"
                      .formatted(n % 2 == 0 ? "in" : "out", UUID.randomUUID()))
              .collect(Collectors.joining(",", "[", "]"));
      api.call("POST", path + "/commands?site=A", commands).expect(200);
    }
    var log = api.bean(LogReader.class);

    assertThat(revisions(log.before(conference, 2607, 3, EventFilter.ALL)))
        .containsExactly(2606L, 2605L, 2604L);
    assertThat(revisions(log.before(conference, 3, 100, EventFilter.ALL))).containsExactly(2L, 1L);
    assertThat(log.before(conference, 1, 100, EventFilter.ALL)).isEmpty();
    var imports = new EventFilter(null, null, null, EventType.ROSTER, null, null);
    assertThat(revisions(log.before(conference, 2607, 100, imports))).containsExactly(6L);
    var ofDelegate = new EventFilter(1, "A", "Đ1", EventType.CHECK_OUT, "user:1", false);
    assertThat(revisions(log.before(conference, 2607, 1000, ofDelegate)))
        .hasSize(1000)
        .startsWith(2606L, 2604L)
        .endsWith(608L);
    assertThat(log.count(conference, 2606, ofDelegate)).isEqualTo(1300);
    assertThat(revisions(log.after(conference, 2600, 10, ofDelegate)))
        .containsExactly(2602L, 2604L, 2606L);
    var reviewed = new EventFilter(null, null, null, null, null, true);
    assertThat(log.before(conference, 2607, 10, reviewed)).isEmpty();
    assertThat(log.count(conference, 2606, reviewed)).isZero();
  }

  private static List<Long> revisions(List<Noted> events) {
    return events.stream().map(noted -> noted.event().revision()).toList();
  }
}
