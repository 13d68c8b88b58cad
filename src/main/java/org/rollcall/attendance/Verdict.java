package org.rollcall.attendance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rules say of a command. */
sealed interface Verdict {
  record Apply(Draft draft) implements Verdict {}

  record Ask(Reason reason, Person subject, List<Person> candidates) implements Verdict {}

  record Refuse(Reason reason, Retry retry, @Nullable Person subject) implements Verdict {}
}
