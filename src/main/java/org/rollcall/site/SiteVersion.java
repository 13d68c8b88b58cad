package org.rollcall.site;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.rollcall.attendance.Site;
import org.rollcall.conference.Stage;

/**
 * A version of a site's row, staged under a change; it counts once an event has the change's id.
 */
record SiteVersion(Site site, boolean deleted) implements Stage.Row {
  static final String INSERT =
      "INSERT INTO site_version (conference_id, change_id, code, name, kind, parent, address,"
          + " seats, contact_name, contact_phone, video_address, deleted)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  static SiteVersion of(Site site) {
    return new SiteVersion(site, false);
  }

  static SiteVersion removed(String code) {
    return new SiteVersion(
        new Site(code, "", Site.Kind.BRANCH, null, null, null, null, null, null), true);
  }

  @Override
  public void set(PreparedStatement insert, long conference, byte[] change) throws SQLException {
    insert.setLong(1, conference);
    insert.setBytes(2, change);
    insert.setString(3, site.code());
    insert.setString(4, site.name());
    insert.setString(5, site.kind().name());
    insert.setString(6, site.parent());
    insert.setString(7, site.address());
    insert.setObject(8, site.seats(), Types.INTEGER);
    insert.setString(9, site.contactName());
    insert.setString(10, site.contactPhone());
    insert.setString(11, site.videoAddress());
    insert.setBoolean(12, deleted);
  }
}
