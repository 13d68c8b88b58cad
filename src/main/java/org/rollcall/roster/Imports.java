package org.rollcall.roster;

import io.micronaut.http.HttpStatus;
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
import org.rollcall.web.Problem;

/** Imports tables of sites and delegates, each all or nothing. Blocks. */
@Singleton
final class Imports {
  private final Sites sites;
  private final Registering registering;
  private final DelegateStaging staging;
  private final RegistrationLimits limits;

  Imports(
      Sites sites, Registering registering, DelegateStaging staging, RegistrationLimits limits) {
    this.sites = sites;
    this.registering = registering;
    this.staging = staging;
    this.limits = limits;
  }

  Imported sites(Desk desk, byte[] csv, boolean dryRun, String by) {
    SiteSheet sheet = SiteSheet.read(text(csv), new Faults(limits.listedErrors()));
    Function<Register, Checked<Imported>> check = sheet::check;
    return dryRun ? check.apply(desk.register()).result() : sites.putAll(desk, by, check);
  }

  Imported delegates(Desk desk, byte[] csv, boolean dryRun, String by) {
    DelegateSheet sheet = DelegateSheet.read(text(csv), new Faults(limits.listedErrors()));
    Function<Register, Checked<Imported>> check = sheet::check;
    return dryRun
        ? check.apply(desk.register()).result()
        : registering.change(
            desk, new Intent(EventType.ROSTER, by, null), check, register -> {}, staging);
  }

  private static String text(byte[] csv) {
    if (Encodings.isWorkbook(csv)) {
      throw Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "roster.workbook");
    }
    return Encodings.decode(csv);
  }
}
