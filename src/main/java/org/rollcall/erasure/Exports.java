package org.rollcall.erasure;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rollcall.attendance.Conference;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.EventJson;
import org.rollcall.attendance.LogReader;
import org.rollcall.attendance.Person;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.RollCallRecord;
import org.rollcall.attendance.Standing;

/** Puts together what is held on a person. Reads the conference's log and roster whole. Blocks. */
@Singleton
final class Exports {
  private final LogReader log;
  private final PersonalData data;
  private final Clock clock;

  Exports(LogReader log, PersonalData data, Clock clock) {
    this.log = log;
    this.data = data;
    this.clock = clock;
  }

  HeldData of(Register register, String code) {
    Conference conference = register.conference();
    long id = conference.id();
    return new HeldData(
        new HeldData.ConferenceName(id, conference.title()),
        code,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        register.erasedAt(code),
        data.with(connection -> versions(connection, id, code)),
        standings(register, code),
        events(id, code),
        records(register, code),
        data.with(connection -> attempts(connection, id, code)));
  }

  private static List<HeldData.Stand> standings(Register register, String code) {
    Person person = register.person(code);
    if (person == null) {
      return List.of();
    }
    return register.rollCalls().stream()
        .map(rollCall -> {
          Standing standing = person.standing(rollCall.id());
          return new HeldData.Stand(
              rollCall.id(),
              rollCall.title(),
              standing.state(),
              standing.site(),
              standing.since(),
              standing.by());
        })
        .toList();
  }

  private static List<HeldData.RecordCopy> records(Register register, String code) {
    List<HeldData.RecordCopy> copies = new ArrayList<>();
    register
        .rollCalls()
        .forEach(rollCall -> {
          for (RollCallRecord record : register.records(rollCall.id())) {
            record.cards().stream()
                .filter(card -> card.code().equals(code))
                .forEach(card ->
                    copies.add(
                        new HeldData.RecordCopy(
                            rollCall.id(), record.number(), record.closedAt(), card)));
          }
        });
    return copies;
  }

  private List<HeldData.HeldEvent> events(long conference, String code) {
    Map<Long, HeldData.Settled> settled =
        data.with(connection -> settlements(connection, conference, code));
    return log.history(conference, code).stream()
        .map(noted ->
            new HeldData.HeldEvent(
                EventJson.of(noted.event()), noted.note(), settled.get(noted.event().revision())))
        .toList();
  }

  private static Map<Long, HeldData.Settled> settlements(
      Connection connection, long conference, String code) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT s.revision, s.note, s.settled_by, s.settled_at FROM review_settlement s"
                + " JOIN attendance_event e ON e.conference_id = s.conference_id"
                + " AND e.revision = s.revision"
                + " WHERE s.conference_id = ? AND (e.delegate = ? OR e.person = ?)")) {
      select.setLong(1, conference);
      select.setString(2, code);
      select.setString(3, code);
      try (ResultSet row = select.executeQuery()) {
        Map<Long, HeldData.Settled> settled = new HashMap<>();
        while (row.next()) {
          settled.put(
              row.getLong(1),
              new HeldData.Settled(
                  row.getString(2), row.getString(3), row.getTimestamp(4).toInstant()));
        }
        return settled;
      }
    }
  }

  /** Those that count: what is staged and not yet visible is no version. */
  private static List<HeldData.Version> versions(
      Connection connection, long conference, String code) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT e.revision, e.recorded_at, e.recorded_by, v.full_name, v.title,"
                + " v.organisation, v.home_site, v.kind, v.withdrawn, v.deleted"
                + " FROM delegate_version v JOIN attendance_event e"
                + " ON e.conference_id = v.conference_id AND e.command_id = v.change_id"
                + " WHERE v.conference_id = ? AND v.code = ? ORDER BY e.revision")) {
      select.setLong(1, conference);
      select.setString(2, code);
      try (ResultSet row = select.executeQuery()) {
        List<HeldData.Version> versions = new ArrayList<>();
        while (row.next()) {
          versions.add(
              new HeldData.Version(
                  row.getLong(1),
                  row.getTimestamp(2).toInstant(),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  Delegate.Kind.valueOf(row.getString(8)),
                  row.getBoolean(9),
                  row.getBoolean(10)));
        }
        return versions;
      }
    }
  }

  private static List<HeldData.HeldAttempt> attempts(
      Connection connection, long conference, String code) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT attempted_at, site, sent_by, command_type, reason FROM attempt"
                + " WHERE conference_id = ? AND delegate = ? ORDER BY id")) {
      select.setLong(1, conference);
      select.setString(2, code);
      try (ResultSet row = select.executeQuery()) {
        List<HeldData.HeldAttempt> attempts = new ArrayList<>();
        while (row.next()) {
          attempts.add(
              new HeldData.HeldAttempt(
                  row.getTimestamp(1).toInstant(),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5)));
        }
        return attempts;
      }
    }
  }
}
