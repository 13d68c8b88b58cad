package org.rollcall.rehearse;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way. For the thread of the sockets.
 *
 * <p>{@code due} is when it was to be sent, of {@link System#nanoTime}: fixed ahead, whether the
 * server keeps up or not.
 */
final class Command {
  static final int NOBODY = -1;

  final Kind kind;
  final int number;
  final UUID id;
  final int site;
  final int delegate;
  final long due;

  /** Answers every question ahead. */
  boolean force;

  /** A check-in that will be undone. */
  boolean slip;

  /** Whom a walk-in calls himself. */
  @Nullable String name;

  /** What an undo takes back. */
  @Nullable Command undoes;

  /** Where the delegate stood before. */
  State before = State.AWAITED;

  int placeBefore = Standings.NOWHERE;

  /** When it was first written to a socket; 0 before. */
  long sentAt;

  /** It may have reached the server before, and been applied. */
  boolean resent;

  Command(Kind kind, int number, UUID id, int site, int delegate, long due) {
    this.kind = kind;
    this.number = number;
    this.id = id;
    this.site = site;
    this.delegate = delegate;
    this.due = due;
  }

  /** The same once more at a later time, under the same id. */
  Command again(long later) {
    var again = new Command(kind, number, id, site, delegate, later);
    again.force = force;
    again.slip = slip;
    again.name = name;
    again.undoes = undoes;
    again.before = before;
    again.placeBefore = placeBefore;
    again.resent = true;
    return again;
  }

  /** The frame that is sent. */
  String json(int rollCall, int counted) {
    var json = new StringBuilder(260);
    json.append("{\"type\":\"").append(kind.type());
    json.append("\",\"id\":\"").append(id);
    json.append("\",\"rollCall\":").append(rollCall);
    json.append(",\"happenedAt\":\"").append(Instant.now()).append('"');
    if (delegate >= 0 && undoes == null) {
      json.append(",\"delegate\":\"").append(Nation.delegateCode(delegate)).append('"');
    }
    switch (kind) {
      case ARRIVAL, STRAYING, SCAN_AGAIN, LEAVING -> json.append(",\"source\":\"SCAN\"");
      case VISIT -> json.append(",\"source\":\"SEARCH\"");
      case EXCUSE -> json.append(",\"reason\":\"Đi công tác\"");
      case WALK_IN ->
          json.append(",\"person\":{\"fullName\":")
              .append(Json.quoted(name == null ? "" : name))
              .append(",\"title\":\"Khách mời\"}");
      case UNDO ->
          json.append(",\"undoes\":\"")
              .append(undoes == null ? id : undoes.id)
              .append("\",\"reason\":\"Chạm nhầm\"");
      case REPORT -> json.append(",\"counted\":").append(counted);
    }
    if (force) {
      json.append(",\"force\":true");
    }
    return json.append('}').toString();
  }
}
