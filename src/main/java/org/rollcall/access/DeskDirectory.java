package org.rollcall.access;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.NoSuchConference;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.SiteTree;

/** What the registers hold. */
@Singleton
final class DeskDirectory implements SiteDirectory {
  private final Desks desks;

  DeskDirectory(Desks desks) {
    this.desks = desks;
  }

  @Override
  public Optional<String> title(long conference) {
    return register(conference).map(register -> register.conference().title());
  }

  @Override
  public Optional<String> siteName(long conference, String code) {
    return register(conference)
        .flatMap(register -> Optional.ofNullable(register.sites().get(code)))
        .map(Site::name);
  }

  @Override
  public Optional<Organizers> organizers(long conference, String code) {
    return register(conference)
        .flatMap(register -> {
          SiteTree tree = register.sites();
          return Optional.ofNullable(tree.get(tree.path(code).getLast()))
              .map(main ->
                  new Organizers(
                      register.conference().organiser(),
                      main.code(),
                      main.name(),
                      main.contactName(),
                      main.contactPhone()));
        });
  }

  @Override
  public List<String> sites(long conference) {
    return register(conference)
        .map(register -> register.sites().all().stream().map(Site::code).toList())
        .orElse(List.of());
  }

  private Optional<Register> register(long conference) {
    try {
      return Optional.of(desks.of(conference).register());
    } catch (NoSuchConference none) {
      return Optional.empty();
    }
  }
}
