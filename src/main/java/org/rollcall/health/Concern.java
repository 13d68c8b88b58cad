package org.rollcall.health;

import org.jspecify.annotations.Nullable;

/** One thing that may stand in the way of serving, looked after by one bean. */
public interface Concern {
  /** What stands in the way now; null if nothing does. Asked by any thread; must not wait. */
  @Nullable Hindrance now();
}
