package org.rollcall.roster;

import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;

/** The faults of one table: all are counted, the first of them are listed. Not safe for threads. */
final class Faults {
  /** As somebody corrects them: down the table. */
  private static final Comparator<Fault> BY_PLACE =
      Comparator.comparing(Fault::row, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final int limit;
  private final List<Fault> listed = new ArrayList<>();
  private int count;

  Faults(int limit) {
    this.limit = limit;
  }

  /** The same so far, to go on with. */
  Faults copy() {
    Faults copy = new Faults(limit);
    copy.listed.addAll(listed);
    copy.count = count;
    return copy;
  }

  void add(Fault fault) {
    count++;
    if (listed.size() < limit) {
      listed.add(fault);
    }
  }

  void addAll(List<Fault> faults) {
    faults.forEach(this::add);
  }

  /** Refuses the table with a 422 {@link Problem} if anything is wrong with it. */
  void check() {
    if (count > 0) {
      throw Problem.of(
              HttpStatus.UNPROCESSABLE_ENTITY, "roster.import-refused", count, listed.size())
          .with(listed.stream().sorted(BY_PLACE).toList())
          .counting(count);
    }
  }
}
