package org.rollcall.site;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a site can be reached.
 *
 * @param since ONLINE: when it came online; OFFLINE: when one of its devices was last heard; NEVER:
 *     null
 * @param devices how many passes were heard lately
 */
@Introspected
public record Link(State state, @Nullable Instant since, int devices) {
  /** A site of which no device was heard yet. */
  public static final Link NEVER = new Link(State.NEVER, null, 0);

  /** Whether a device was heard lately, earlier, or never. */
  public enum State {
    ONLINE,
    OFFLINE,
    NEVER
  }
}
