package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Event;
import org.rollcall.attendance.EventFilter;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.LogReader;
import org.rollcall.attendance.LogReading;
import org.rollcall.attendance.Rows;
import org.rollcall.conference.Api;
import org.rollcall.conference.Stage;
import org.rollcall.conference.StagedRows;

/**
 * What the versions of delegates, and the log that makes them visible, promise on every database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RosterContract {
  private Api api;
  private StagedRows versions;
  private DelegateStaging staging;
  private LogReader log;

  abstract Map<String, String> environment();

  @BeforeAll
  void start() {
    api = Api.start(environment());
    versions =
        new StagedRows(
            api,
            "delegate_version",
            "code, full_name, title, organisation, home_site, kind, made_at, withdrawn, deleted");
    staging = api.bean(DelegateStaging.class);
    log = api.bean(LogReader.class);
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
    List<Integer> written = new ArrayList<>();
    staging.write(7, change, new Rows(List.of(), List.of(), staged, List.of("X")), written::add);
    assertThat(written).as("rows after each transaction").containsExactly(1000, 2000, 2501);

    List<List<Object>> expected = new ArrayList<>();
    staged.forEach(d ->
        expected.add(
            Arrays.asList(
                d.code(),
                d.fullName(),
                d.title(),
                d.organisation(),
                d.homeSite(),
                d.kind().name(),
                d.madeAt(),
                d.withdrawn(),
                false)));
    expected.add(Arrays.asList("X", "", null, null, null, "ROSTER", null, false, true));
    assertThat(versions.rows(7, change)).containsExactlyInAnyOrderElementsOf(expected);
    staging.discard(7, change);
    assertThat(versions.rows(7, change)).isEmpty();
  }

  @Test
  void rowsWhoseServerDiedBeforeItsEventAreDeletedInTimeAndNoOthers() throws SQLException {
    long conference = api.openConference();
    String path = "/conferences/" + conference;
    api.csv(path + "/imports/sites", "code,name\nCL-07,Xã Gia Cát\n").expect(200);
    api.csv(path + "/imports/delegates", "code,full_name,site_code\nA,a,CL-07\nB,b,CL-07\n")
        .expect(200);
    UUID switched = LogReading.read(log, conference, 5, 1, null).getFirst().id();
    List<Delegate> rows = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      rows.add(new Delegate("C" + i, "c", null, null, "CL-07", Delegate.Kind.ROSTER, null, false));
    }
    UUID lost = UUID.randomUUID();
    staging.write(conference, lost, Rows.ofDelegates(rows), done -> {});
    var stage = api.bean(Stage.class);

    stage.purge(Instant.now().minus(Duration.ofHours(1)));
    assertThat(versions.rows(conference, lost)).hasSize(2500);

    stage.purge(Instant.now().plusSeconds(1));
    assertThat(versions.rows(conference, lost)).isEmpty();
    assertThat(versions.rows(conference, switched)).hasSize(2);
    stage.purge(Instant.now().plusSeconds(1));
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
    assertThat(versions.rows(conference, events.getLast().id())).hasSize(1500);
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
    assertThat(log.after(conference, 0, 10, EventFilter.REVIEWS)).isEmpty();
  }
}
