package org.rollcall.conference;

import jakarta.inject.Singleton;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rollcall.attendance.Amendment;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.OutcomeUnknown;
import org.rollcall.web.Problem;

/** Brings changes to the desk and waits for them. Blocks: never on an event loop. */
@Singleton
public final class Amendments {
  private final RegistrationLimits limits;

  Amendments(RegistrationLimits limits) {
    this.limits = limits;
  }

  /** The desk did not answer in time; whether the change was made is not known. */
  static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered() {
      super("the desk did not answer in time", null, false, false);
    }
  }

  /**
   * Has a change made.
   *
   * @return the revision at which it is in force
   * @throws Problem what the amendment threw
   */
  public long make(Desk desk, Amendment amendment) {
    try {
      return desk.amend(amendment).get(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutcomeUnknown) {
        throw new Unanswered();
      }
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new Unanswered();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unanswered();
    }
  }
}
