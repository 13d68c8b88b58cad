package org.rollcall.site;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.rollcall.access.Passes;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Rows;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;
import org.rollcall.conference.Registering;
import org.rollcall.conference.Registering.Checked;
import org.rollcall.conference.Registering.Intent;
import org.rollcall.web.Fields.Place;
import org.rollcall.web.Problem;

/** Registers, changes and deletes sites. Blocks: never on an event loop. */
@Singleton
public final class Sites {
  private final Registering registering;
  private final SiteStaging staging;
  private final Passes passes;

  Sites(Registering registering, SiteStaging staging, Passes passes) {
    this.registering = registering;
    this.staging = staging;
    this.passes = passes;
  }

  /**
   * Registers or changes many sites by one event.
   *
   * @param check what is to be written; may be asked again if another change came in between
   * @param staged is told how many are written, of those to be
   */
  public <T> T putAll(
      Desk desk, String by, Function<Register, Checked<T>> check, IntConsumer staged) {
    Set<String> made = new HashSet<>();
    T result =
        registering.change(
            desk,
            new Intent(EventType.SITE, by, null),
            register -> {
              Checked<T> checked = check.apply(register);
              made.clear();
              checked.rows().sites().stream()
                  .map(Site::code)
                  .filter(code -> !register.sites().contains(code))
                  .forEach(made::add);
              return checked;
            },
            register -> {},
            staging,
            staged);
    passes.revokeOutlived(conference(desk), made);
    return result;
  }

  /** Registers or changes a site, and says whether it is new. */
  boolean put(Desk desk, Site site, String by) {
    boolean isNew =
        registering.change(
            desk,
            new Intent(EventType.SITE, by, site.code()),
            register -> {
              Site before = register.sites().get(site.code());
              if (site.equals(before)) {
                return new Checked<>(Rows.NONE, false);
              }
              SiteTree.Fault fault =
                  TreeCheck.faults(register.sites(), List.of(site)).get(site.code());
              if (fault != null) {
                throw Problem.invalid(SiteRules.fault(Place.pointer("/parent"), fault));
              }
              return new Checked<>(Rows.ofSites(List.of(site)), before == null);
            },
            register -> {},
            staging);
    if (isNew) {
      // one that outlived a site of that code must not open this one
      passes.revokeSite(conference(desk), site.code());
    }
    return isNew;
  }

  /**
   * Deletes a site that nothing refers to, and revokes its passes. Where there is no such site
   * passes are revoked all the same: a call before may have deleted it and come no further.
   */
  void delete(Desk desk, String code, String by) {
    if (!desk.register().sites().contains(code)) {
      passes.revokeSite(conference(desk), code);
    }
    registering.change(
        desk,
        new Intent(EventType.SITE, by, code),
        register -> {
          requireFree(register, code);
          return new Checked<>(
              new Rows(List.of(), List.of(code), List.of(), List.of()), Boolean.TRUE);
        },
        register -> requireFree(register, code),
        staging);
    passes.revokeSite(conference(desk), code);
  }

  private static long conference(Desk desk) {
    return desk.register().conference().id();
  }

  private static void requireFree(Register register, String code) {
    find(register, code);
    if (!register.sites().children(code).isEmpty()) {
      throw Problem.conflict("site.has-children");
    }
    boolean isHome =
        register.peopleOf(code).stream().anyMatch(p -> code.equals(p.delegate().homeSite()));
    if (isHome) {
      throw Problem.conflict("site.has-delegates");
    }
    if (register.hasEvents(code)) {
      throw Problem.conflict("site.has-events");
    }
  }

  /** The site of that code. */
  static Site find(Register register, String code) {
    Site site = register.sites().get(code);
    if (site == null) {
      throw Problem.notFound("site.none", code);
    }
    return site;
  }
}
