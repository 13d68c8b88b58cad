package org.rollcall.roster;

import jakarta.inject.Singleton;
import java.util.function.Function;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.Register;
import org.rollcall.conference.Registering;
import org.rollcall.conference.Registering.Checked;
import org.rollcall.conference.Registering.Intent;
import org.rollcall.conference.RegistrationLimits;
import org.rollcall.site.Sites;

/** Imports tables of sites and delegates, each all or nothing. Blocks. */
@Singleton
final class Imports {
  private final Sites sites;
  private final Registering registering;
  private final DelegateStaging staging;
  private final RegistrationLimits registration;
  private final ImportLimits limits;

  Imports(
      Sites sites,
      Registering registering,
      DelegateStaging staging,
      RegistrationLimits registration,
      ImportLimits limits) {
    this.sites = sites;
    this.registering = registering;
    this.staging = staging;
    this.registration = registration;
    this.limits = limits;
  }

  /**
   * A table that somebody wants imported.
   *
   * @param dryRun only to be checked
   * @param by as the log keeps who asks for it
   */
  record Order(ImportKind kind, RowSource rows, boolean dryRun, String by) {}

  Imported run(Desk desk, Order order, ImportProgress progress) {
    var reading =
        new Reading(new Faults(registration.listedErrors()), limits.rows(), progress::read);
    Sheet sheet =
        switch (order.kind()) {
          case SITES -> SiteSheet.read(order.rows(), reading);
          case DELEGATES -> DelegateSheet.read(order.rows(), reading);
        };
    int listed = order.dryRun() ? limits.listedChanges() : ListedChanges.NOT_ASKED;
    Function<Register, Checked<Imported>> check =
        register -> {
          progress.checking();
          return sheet.check(register, listed);
        };
    if (order.dryRun()) {
      return check.apply(desk.register()).result();
    }
    return switch (order.kind()) {
      case SITES -> sites.putAll(desk, order.by(), check, progress::staged);
      case DELEGATES ->
          registering.change(
              desk,
              new Intent(EventType.ROSTER, order.by(), null),
              check,
              register -> {},
              staging,
              progress::staged);
    };
  }
}
