package org.rollcall.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first changes of an import, where somebody asks what it would do. Not safe for threads.
 *
 * @param limit how many are listed; none are made where it is 0
 */
record ListedChanges(int limit, List<ImportChange> listed) {
  /** For an import that is done and not asked about. */
  static final int NOT_ASKED = 0;

  ListedChanges(int limit) {
    this(limit, new ArrayList<>());
  }

  void add(Supplier<ImportChange> change) {
    if (listed.size() < limit) {
      listed.add(change.get());
    }
  }

  /** The list; null where nobody asked. */
  @Nullable List<ImportChange> orNull() {
    return limit == NOT_ASKED ? null : listed;
  }
}
