package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.attendance.AttendanceLog;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Event;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.LogReading;
import org.rollcall.attendance.Rows;
import org.rollcall.conference.Api;

/**
 * What the versions of delegates, and the log that makes them visible, promise on every database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RosterContract {
  private Api api;
  private DelegateVersionRepository versions;
  private DelegateStaging staging;
  private AttendanceLog log;

  abstract Map<String, String> environment();

  @BeforeAll
  void start() {
    api = Api.start(environment());
    versions = api.bean(DelegateVersionRepository.class);
    staging = api.bean(DelegateStaging.class);
    log = api.bean(AttendanceLog.class);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void whatIsStagedIsReadAsItWas() {
    List<Delegate> staged = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      staged.add(
          new Delegate(
              "ĐB-" + i,
              "Nguyễn Văn Đức 🏛",
              i % 2 == 0 ? "Bí thư" : null,
              i % 3 == 0 ? "Đảng ủy" : null,
              "CL-07",
              Delegate.Kind.ROSTER,
              null,
              i % 5 == 0));
    }
    UUID change = UUID.randomUUID();
    staging.write(7, change, new Rows(List.of(), List.of(), staged, List.of("X")));

    byte[] id = AttendanceLog.bytes(change);
    List<DelegateVersion> expected =
        new ArrayList<>(staged.stream().map(d -> DelegateVersion.of(7, id, d)).toList());
    expected.add(DelegateVersion.removed(7, id, "X"));
    assertThat(shown(versions.findByConferenceIdAndChangeIdOrderByCode(7, id)))
        .isEqualTo(shown(expected));
    staging.discard(7, change);
    assertThat(versions.findByConferenceIdAndChangeIdOrderByCode(7, id)).isEmpty();
  }

  // a record with an array is equal to itself alone
  private static Set<List<Object>> shown(List<DelegateVersion> versions) {
    return versions.stream()
        .map(v ->
            Arrays.<Object>asList(
                v.conferenceId(),
                HexFormat.of().formatHex(v.changeId()),
                v.code(),
                v.fullName(),
                v.title(),
                v.organisation(),
                v.homeSite(),
                v.kind(),
                v.madeAt(),
                v.withdrawn(),
                v.deleted()))
        .collect(Collectors.toSet());
  }

  @Test
  void anImportIsOneEventAndItsRowsStandUnderIt() {
    long conference = api.openConference();
    String path = "/conferences/" + conference;
    api.csv(path + "/imports/sites", "code,name\nCL-07,Xã Gia Cát\n").expect(200);
    StringBuilder table = new StringBuilder("code,full_name,site_code\n");
    for (int i = 0; i < 1500; i++) {
      table.append("DB-").append(i).append(",Nguyễn Văn Đức,CL-07\n");
    }
    api.csv(path + "/imports/delegates", table.toString()).expect(200);

    List<Event> events = LogReading.read(log, conference, 4, 100, null);
    assertThat(events.stream().map(Event::type)).containsExactly(EventType.SITE, EventType.ROSTER);
    assertThat(events.stream().map(Event::revision)).containsExactly(5L, 6L);
    byte[] change = AttendanceLog.bytes(events.getLast().id());
    assertThat(versions.findByConferenceIdAndChangeIdOrderByCode(conference, change)).hasSize(1500);
  }

  @Test
  void theLogIsReadByRevisionRollCallAndDelegate() {
    long conference = api.openConference();
    String path = "/conferences/" + conference;
    api.csv(path + "/imports/sites", "code,name\nĐC-07,Xã Gia Cát\n").expect(200);
    api.csv(path + "/imports/delegates", "code,full_name,site_code\nĐB-1,Lý Mai,đc-07\n")
        .expect(200);
    UUID id = UUID.randomUUID();
    var applied =
        api.command(
            conference,
            "%C4%90C-07",
            "{\"type\":\"excuse\",\"id\":\"%s\",\"delegate\":\"đb-1\",\"reason\":\"Đi công tác 🏛\"}"
                .formatted(id));
    assertThat(applied.get("outcome").asText()).isEqualTo("APPLIED");

    assertThat(LogReading.read(log, conference, 0, 3, null).stream().map(Event::revision))
        .containsExactly(1L, 2L, 3L);
    assertThat(LogReading.read(log, conference, 4, 100, 1).stream().map(Event::id))
        .containsExactly(id);
    assertThat(log.at(conference, 2, 7, 99)).containsOnlyKeys(2L, 7L);
    assertThat(log.history(conference, "ĐB-1"))
        .singleElement()
        .satisfies(noted -> {
          assertThat(noted.event().delegate()).isEqualTo("ĐB-1");
          assertThat(noted.note()).isEqualTo("Đi công tác 🏛");
        });
    assertThat(log.reviews(conference, 0, 10)).isEmpty();
    assertThat(log.conferences()).contains(conference);
  }
}
