package org.rollcall.bench;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.rollcall.attendance.Amendment;
import org.rollcall.attendance.Conference;
import org.rollcall.attendance.ConferenceState;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.RollCallState;
import org.rollcall.attendance.Rows;
import org.rollcall.attendance.Site;

/** An open conference of any size. Delegate {@code n} has his home at site {@code n % sites}. */
final class Sample {
  private static final String BY = "user:1";
  private static final String[] NAMES = {
    "Nguyễn Văn Đức", "Trần Thị Hồng Hạnh", "Lê Quang Vinh", "Phạm Thị Ánh Tuyết", "Hoàng Minh Đạo"
  };

  private Sample() {}

  static String site(int number) {
    return String.format(Locale.ROOT, "CL-%04d", number);
  }

  static String delegate(int number) {
    return String.format(Locale.ROOT, "DB-%06d", number);
  }

  static long make(Desks desks, DataSource dataSource, int sites, int delegates) throws Exception {
    Desk desk =
        desks.create(
            new Conference(
                0,
                UUID.randomUUID(),
                "Hội nghị đo tốc độ",
                "Huyện ủy Cao Lộc",
                Instant.now(),
                ZoneId.of("Asia/Ho_Chi_Minh"),
                ConferenceState.DRAFT),
            "Khai mạc",
            BY);
    long id = desk.register().conference().id();
    var tree = new ArrayList<Site>();
    for (int i = 0; i < sites; i++) {
      tree.add(
          new Site(
              site(i),
              "Điểm cầu số " + i,
              i == 0 ? Site.Kind.MAIN : Site.Kind.BRANCH,
              i == 0 ? null : site(0),
              null,
              null,
              null,
              null,
              null));
    }
    var roster = new ArrayList<Delegate>();
    for (int i = 0; i < delegates; i++) {
      roster.add(
          new Delegate(
              delegate(i),
              NAMES[i % NAMES.length],
              "Bí thư chi bộ",
              "Chi bộ thôn " + i % 180,
              site(i % sites),
              Delegate.Kind.ROSTER,
              null,
              false));
    }
    UUID ofSites = Frames.id();
    UUID ofRoster = Frames.id();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      stageSites(connection, id, ofSites, tree);
      stageRoster(connection, id, ofRoster, roster);
      connection.commit();
    }
    amend(
        desk,
        Amendment.Plan.switchTo(
            Amendment.Step.registered(ofSites, EventType.SITE, BY, null), Rows.ofSites(tree)));
    amend(
        desk,
        Amendment.Plan.switchTo(
            Amendment.Step.registered(ofRoster, EventType.ROSTER, BY, null),
            Rows.ofDelegates(roster)));
    amend(
        desk,
        Amendment.Plan.of(
            List.of(
                Amendment.Step.conference(BY, ConferenceState.OPEN, null),
                Amendment.Step.rollCall(BY, 1, RollCallState.OPEN, null))));
    return id;
  }

  private static void amend(Desk desk, Amendment.Plan plan) throws Exception {
    desk.amend(register -> plan).get();
  }

  private static void stageSites(Connection connection, long id, UUID change, List<Site> sites)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO site_version (conference_id, change_id, code, name, kind, parent, deleted)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (Site site : sites) {
        insert.setLong(1, id);
        insert.setBytes(2, bytes(change));
        insert.setString(3, site.code());
        insert.setString(4, site.name());
        insert.setString(5, site.kind().name());
        insert.setString(6, site.parent());
        insert.setBoolean(7, false);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void stageRoster(
      Connection connection, long id, UUID change, List<Delegate> delegates) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO delegate_version (conference_id, change_id, code, full_name, title,"
                + " organisation, home_site, kind, withdrawn, deleted)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      int waiting = 0;
      for (Delegate delegate : delegates) {
        insert.setLong(1, id);
        insert.setBytes(2, bytes(change));
        insert.setString(3, delegate.code());
        insert.setString(4, delegate.fullName());
        insert.setString(5, delegate.title());
        insert.setString(6, delegate.organisation());
        insert.setString(7, delegate.homeSite());
        insert.setString(8, delegate.kind().name());
        insert.setBoolean(9, false);
        insert.setBoolean(10, false);
        insert.addBatch();
        if (++waiting == 2_000) {
          insert.executeBatch();
          waiting = 0;
        }
      }
      insert.executeBatch();
    }
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
