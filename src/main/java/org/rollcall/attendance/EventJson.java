package org.rollcall.attendance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as the log's readers and the sockets show it; the protocol's "event of the log". */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventJson(
    long revision,
    UUID id,
    EventType type,
    @Nullable Integer rollCall,
    @Nullable String delegate,
    @Nullable String site,
    @JsonInclude @Nullable Place from,
    @JsonInclude @Nullable Object to,
    @Nullable Person person,
    Instant happenedAt,
    Instant recordedAt,
    String recordedBy,
    @Nullable Source source,
    @JsonInclude @Nullable UUID undoes,
    @Nullable Integer counted,
    boolean offline,
    boolean late,
    boolean review) {
  /**
   * The one who stands in for the delegate; {@code from} is null where the event made the person.
   */
  public record Person(String code, @Nullable Place from, @Nullable Place to) {}

  /** Where a conference or roll call went. */
  public record Phase(String state) {}

  /** The event as it is shown. */
  public static EventJson of(Event e) {
    Event.Companion person = e.person();
    return new EventJson(
        e.revision(),
        e.id(),
        e.type(),
        e.rollCall(),
        e.delegate(),
        e.site(),
        e.from(),
        e.phase() == null ? e.to() : new Phase(e.phase()),
        person == null ? null : new Person(person.code(), person.from(), person.to()),
        e.happenedAt(),
        e.recordedAt(),
        e.recordedBy(),
        e.source(),
        e.undoes(),
        e.counted(),
        e.offline(),
        e.late(),
        e.review());
  }
}
