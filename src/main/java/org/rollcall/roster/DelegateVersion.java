package org.rollcall.roster;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.rollcall.attendance.Delegate;
import org.rollcall.conference.Stage;

/**
 * A version of a delegate's row, staged under a change; it counts once an event has the change's
 * id.
 */
record DelegateVersion(Delegate delegate, boolean deleted) implements Stage.Row {
  static final String INSERT =
      "INSERT INTO delegate_version (conference_id, change_id, code, full_name, title,"
          + " organisation, home_site, kind, made_at, withdrawn, deleted)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  static DelegateVersion of(Delegate delegate) {
    return new DelegateVersion(delegate, false);
  }

  static DelegateVersion removed(String code) {
    return new DelegateVersion(
        new Delegate(code, "", null, null, null, Delegate.Kind.ROSTER, null, false), true);
  }

  @Override
  public void set(PreparedStatement insert, long conference, byte[] change) throws SQLException {
    insert.setLong(1, conference);
    insert.setBytes(2, change);
    insert.setString(3, delegate.code());
    insert.setString(4, delegate.fullName());
    insert.setString(5, delegate.title());
    insert.setString(6, delegate.organisation());
    insert.setString(7, delegate.homeSite());
    insert.setString(8, delegate.kind().name());
    insert.setString(9, delegate.madeAt());
    insert.setBoolean(10, delegate.withdrawn());
    insert.setBoolean(11, deleted);
  }
}
