package org.rollcall.attendance;

import io.micronaut.core.order.Ordered;

/**
 * Hears of every event of a conference, in revision order, after it is durable and in the register.
 * Called on the desk's thread (while loading, on the loading one), which nobody may block: it
 * checks delegates in. The lower its order, the earlier a follower hears.
 */
public interface Follower extends Ordered {
  /**
   * A conference is being loaded: its register is empty, and all events of its log will be told,
   * from the first.
   */
  void follows(Register register);

  /** One event was applied. */
  void applied(Register register, Change change);
}
