package org.rollcall.attendance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The roll calls of one conference, and a record of each closing. Written by the desk's thread,
 * read by any.
 */
final class RollCallHistory {
  // while the first events of a log are being applied
  private static final RollCall NOT_YET = new RollCall(1, "", false, RollCallState.PLANNED);

  private final Map<Integer, RollCall> labels = new HashMap<>();
  private final Map<Integer, List<RollCallRecord>> records = new ConcurrentHashMap<>();
  private volatile List<RollCall> all = List.of();
  private volatile int lastClosed;

  /** All, by number. */
  List<RollCall> all() {
    return all;
  }

  @Nullable RollCall of(int id) {
    List<RollCall> now = all;
    return id >= 1 && id <= now.size() ? now.get(id - 1) : null;
  }

  @Nullable RollCall open() {
    for (RollCall rollCall : all) {
      if (rollCall.state() == RollCallState.OPEN) {
        return rollCall;
      }
    }
    return null;
  }

  /** The open one, else the last closed, else the first. */
  RollCall current() {
    RollCall open = open();
    if (open != null) {
      return open;
    }
    RollCall last = of(lastClosed);
    List<RollCall> now = all;
    return last != null ? last : now.isEmpty() ? NOT_YET : now.getFirst();
  }

  /** The number of the one that was closed last, 0 if none was. */
  int lastClosed() {
    return lastClosed;
  }

  /** The records of one, the first closing first. */
  List<RollCallRecord> records(int rollCall) {
    return records.getOrDefault(rollCall, List.of());
  }

  /** Takes the labels that stand beside the log, before the events that made them. */
  void label(Collection<RollCall> labelled) {
    labelled.forEach(rollCall -> labels.put(rollCall.id(), rollCall));
  }

  /**
   * Takes a roll call's event.
   *
   * @param everyone whom a record is made of where it closes, by code
   */
  void apply(Event event, Supplier<List<Person>> everyone) {
    int id = event.rollCallId();
    RollCallState state = RollCallState.valueOf(event.newPhase());
    List<RollCall> next = new ArrayList<>(all);
    RollCall label = Objects.requireNonNull(labels.get(id), "a roll call without a row");
    if (id > next.size()) {
      next.add(label.in(state));
    } else {
      next.set(id - 1, label.in(state));
    }
    all = List.copyOf(next);
    if (state == RollCallState.CLOSED) {
      lastClosed = id;
      List<RollCallRecord> made = new ArrayList<>(records(id));
      made.add(
          new RollCallRecord(
              id,
              made.size() + 1,
              event.revision(),
              event.recordedAt(),
              new RecordedCards(everyone.get(), id)));
      records.put(id, List.copyOf(made));
    }
  }

  /** Has the records forget one person, or with null all. */
  void erase(@Nullable String code, Instant at) {
    records.replaceAll(
        (rollCall, made) -> made.stream().map(record -> record.erased(code, at)).toList());
  }
}
