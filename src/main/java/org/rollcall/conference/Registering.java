package org.rollcall.conference;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Amendment;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Rows;
import org.rollcall.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How sites and delegates are changed while check-ins go on: the change is checked against the
 * register and its rows are staged in the database by the caller's thread, however many they are;
 * the desk only makes the switch. If the register moved on in between, all is checked anew. Blocks:
 * never on an event loop.
 */
@Singleton
public final class Registering {
  private static final Logger LOG = LoggerFactory.getLogger(Registering.class);

  private final Amendments amendments;
  private final RegistrationLimits limits;
  private final Stage stage;

  Registering(Amendments amendments, RegistrationLimits limits, Stage stage) {
    this.amendments = amendments;
    this.limits = limits;
    this.stage = stage;
  }

  /**
   * What a check found: the rows to be written, none if there is nothing to change, and what is to
   * be told of it.
   */
  public record Checked<T>(Rows rows, T result) {}

  /** Where rows are staged until an event makes them visible. */
  public interface Staging {
    /**
     * Writes rows under a change.
     *
     * @param staged is told how many are written, each time some are
     */
    void write(long conference, UUID change, Rows rows, IntConsumer staged);

    /** Takes back what an event will never make visible. */
    void discard(long conference, UUID change);
  }

  /**
   * Who changes what.
   *
   * @param by as the log keeps it
   * @param code of the one site or delegate changed; null where they are many
   */
  public record Intent(EventType type, String by, @Nullable String code) {}

  private static final class Moved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Moved() {
      super("the register moved on", null, false, false);
    }
  }

  /**
   * Makes a change.
   *
   * @param check decides on the caller's thread, perhaps more than once; may throw a {@link
   *     Problem}
   * @param guard looks, on the desk's thread, at what a check-in may have changed since the check;
   *     quick, and may throw a {@link Problem}
   */
  public <T> T change(
      Desk desk,
      Intent intent,
      Function<Register, Checked<T>> check,
      Consumer<Register> guard,
      Staging staging) {
    return change(desk, intent, check, guard, staging, rows -> {});
  }

  /**
   * As {@link #change(Desk, Intent, Function, Consumer, Staging)}, for what takes long.
   *
   * @param staged is told how many rows are staged, each time some are; begins anew with each
   *     attempt
   */
  public <T> T change(
      Desk desk,
      Intent intent,
      Function<Register, Checked<T>> check,
      Consumer<Register> guard,
      Staging staging,
      IntConsumer staged) {
    Register register = desk.register();
    for (int attempt = 0; attempt < limits.attempts(); attempt++) {
      long at = register.registryRevision();
      Checked<T> checked = check.apply(register);
      if (isEmpty(checked.rows())) {
        return checked.result();
      }
      if (isSwitched(desk, intent, at, checked.rows(), guard, staging, staged)) {
        return checked.result();
      }
    }
    throw Problem.conflict("conference.moved-on");
  }

  private boolean isSwitched(
      Desk desk,
      Intent intent,
      long at,
      Rows rows,
      Consumer<Register> guard,
      Staging staging,
      IntConsumer staged) {
    long conference = desk.register().conference().id();
    UUID change = UUID.randomUUID();
    boolean needless = true;
    Instant since = stage.now();
    try {
      staging.write(conference, change, rows, staged);
      amendments.make(
          desk,
          register -> {
            // a server that was stopped for a day must not switch to rows that others took for lost
            if (register.registryRevision() != at || !stage.isFresh(since)) {
              throw new Moved();
            }
            guard.accept(register);
            return Amendment.Plan.switchTo(
                Amendment.Step.registered(change, intent.type(), intent.by(), intent.code()), rows);
          });
      needless = false;
      return true;
    } catch (Moved e) {
      return false;
    } catch (Amendments.Unanswered e) {
      // the switch may still come, and needs its rows then
      needless = false;
      throw e;
    } finally {
      if (needless) {
        discard(staging, conference, change);
      }
    }
  }

  private static void discard(Staging staging, long conference, UUID change) {
    try {
      staging.discard(conference, change);
    } catch (RuntimeException e) {
      LOG.warn("staged rows nobody will see stay behind: {}", e.toString());
    }
  }

  private static boolean isEmpty(Rows rows) {
    return rows.sites().isEmpty()
        && rows.removedSites().isEmpty()
        && rows.delegates().isEmpty()
        && rows.removedDelegates().isEmpty();
  }
}
