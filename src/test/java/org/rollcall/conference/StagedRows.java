package org.rollcall.conference;

import io.micronaut.jdbc.DataSourceResolver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.rollcall.attendance.BinaryId;

/** What stands in the database under a change, whether an event makes it visible or not. */
public final class StagedRows {
  private final DataSource database;
  private final String table;
  private final String columns;

  public StagedRows(Api api, String table, String columns) {
    this.database = api.bean(DataSourceResolver.class).resolve(api.bean(DataSource.class));
    this.table = table;
    this.columns = columns;
  }

  /** The rows, each with the values of the columns. */
  public List<List<Object>> rows(long conference, UUID change) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT "
                    + columns
                    + " FROM "
                    + table
                    + " WHERE conference_id = ? AND change_id = ?")) {
      select.setLong(1, conference);
      select.setBytes(2, BinaryId.bytes(change));
      List<List<Object>> rows = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          List<Object> values = new ArrayList<>();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(row.getObject(i));
          }
          rows.add(values);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
