package org.rollcall.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rollcall.attendance.Rows;
import org.rollcall.attendance.Site;
import org.rollcall.conference.Api;
import org.rollcall.conference.StagedRows;

/** What the versions of sites promise on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SiteVersionContract {
  private Api api;
  private StagedRows versions;
  private SiteStaging staging;

  abstract Map<String, String> environment();

  @BeforeAll
  void start() {
    api = Api.start(environment());
    versions =
        new StagedRows(
            api,
            "site_version",
            "code, name, kind, parent, address, seats, contact_name, contact_phone, video_address,"
                + " deleted");
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

    assertThat(versions.rows(1, change))
        .containsExactlyInAnyOrder(
            Arrays.asList(
                "ĐH-01",
                "Xã Đồng Hỷ 🏛",
                "BRANCH",
                "CL-00",
                "Khối 6, thị trấn",
                40,
                "Vi Quang Trường",
                "0205 386 1234",
                "https://hop.example.org/1",
                false),
            Arrays.asList("đh-01", "b", "MAIN", null, null, null, null, null, null, false),
            Arrays.asList("X", "", "BRANCH", null, null, null, null, null, null, true));
    assertThat(versions.rows(2, change)).isEmpty();
    staging.discard(1, change);
    assertThat(versions.rows(1, change)).isEmpty();
  }

  @Test
  void aCodeHasAVersionUnderEachChange() {
    for (int i = 0; i < 2; i++) {
      Site site = new Site("A", "lần " + i, Site.Kind.MAIN, null, null, null, null, null, null);
      staging.write(1, UUID.randomUUID(), Rows.ofSites(List.of(site)), rows -> {});
    }
  }
}
