package org.rollcall.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.attendance.AttendanceLog;
import org.rollcall.attendance.Rows;
import org.rollcall.attendance.Site;
import org.rollcall.conference.Api;

/** What the versions of sites promise on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SiteVersionContract {
  private Api api;
  private SiteVersionRepository versions;
  private SiteStaging staging;

  abstract Map<String, String> environment();

  @BeforeAll
  void start() {
    api = Api.start(environment());
    versions = api.bean(SiteVersionRepository.class);
    staging = api.bean(SiteStaging.class);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void whatIsStagedIsReadAsItWas() {
    Site site =
        new Site(
            "ĐH-01",
            "Xã Đồng Hỷ 🏛",
            Site.Kind.BRANCH,
            "CL-00",
            "Khối 6, thị trấn",
            40,
            "Vi Quang Trường",
            "0205 386 1234",
            "https://hop.example.org/1");
    Site bare = new Site("đh-01", "b", Site.Kind.MAIN, null, null, null, null, null, null);
    UUID change = UUID.randomUUID();
    staging.write(
        1, change, new Rows(List.of(site, bare), List.of("X"), List.of(), List.of()), rows -> {});

    byte[] id = AttendanceLog.bytes(change);
    assertThat(versions.findByConferenceIdAndChangeIdOrderByCode(1, id))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrder(
            SiteVersion.of(1, id, site),
            SiteVersion.of(1, id, bare),
            SiteVersion.removed(1, id, "X"));
    assertThat(versions.findByConferenceIdAndChangeIdOrderByCode(2, id)).isEmpty();
    staging.discard(1, change);
    assertThat(versions.findByConferenceIdAndChangeIdOrderByCode(1, id)).isEmpty();
  }

  @Test
  void aCodeHasAVersionUnderEachChange() {
    for (int i = 0; i < 2; i++) {
      Site site = new Site("A", "lần " + i, Site.Kind.MAIN, null, null, null, null, null, null);
      staging.write(1, UUID.randomUUID(), Rows.ofSites(List.of(site)), rows -> {});
    }
  }
}
