package org.rollcall.checkin;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Command;
import org.rollcall.web.Fault;

/** What a frame turned out to be. */
sealed interface Inbound {
  /** One command, or an array of them; elements keep their order. */
  record Commands(List<Element> elements) implements Inbound {}

  record Resume(@Nullable String epoch, long revision) implements Inbound {}

  record Ping() implements Inbound {}

  /** Nothing that can be answered with a result. */
  record Wrong(Code code, @Nullable String id, String key, List<Object> arguments)
      implements Inbound, Element {}

  /** One of a frame's commands. */
  sealed interface Element permits Good, Bad, Wrong {}

  /** A command that the desk can decide. */
  record Good(Command command) implements Element {}

  /** A command with an id whose contents cannot be. */
  record Bad(UUID id, String type, List<Fault> faults) implements Element {}

  /** The codes of an error frame. */
  enum Code {
    MALFORMED_FRAME,
    UNKNOWN_TYPE,
    INVALID
  }
}
