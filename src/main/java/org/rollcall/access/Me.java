package org.rollcall.access;

import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who the token is.
 *
 * @param kind {@code user} or {@code pass}
 * @param role ORGANIZER, VIEWER, COORDINATOR or BOARD
 * @param id of the user or of the pass
 * @param username of a user
 * @param conferences those that a viewer sees; null for the others
 * @param conference the one of a pass
 * @param site the one of a site pass
 * @param organizer of a site pass: whom its holder turns to
 * @param expiresAt when the token ends by itself
 */
@Introspected
record Me(
    String kind,
    String role,
    long id,
    @Nullable String username,
    @Nullable Set<Long> conferences,
    @Nullable ConferenceRef conference,
    @Nullable SiteRef site,
    @Nullable OrganizerRef organizer,
    @Nullable Instant expiresAt) {
  @Introspected
  @Schema(name = "MyConference")
  record ConferenceRef(long id, String title) {}

  @Introspected
  @Schema(name = "MySite")
  record SiteRef(String code, String name) {}

  /**
   * Who holds the conference.
   *
   * @param site the main site above the pass's own
   * @param contactName at the main site; null where none is given
   * @param contactPhone at the main site; null where none is given
   */
  @Introspected
  @Schema(name = "MyOrganizer")
  record OrganizerRef(
      String organiser, SiteRef site, @Nullable String contactName, @Nullable String contactPhone) {
    static OrganizerRef of(SiteDirectory.Organizers organizers) {
      return new OrganizerRef(
          organizers.organiser(),
          new SiteRef(organizers.site(), organizers.siteName()),
          organizers.contactName(),
          organizers.contactPhone());
    }
  }

  static Me of(Authenticated authenticated, SiteDirectory directory) {
    var expiresAt = authenticated.expiresAt();
    return switch (authenticated.caller()) {
      case Caller.Organizer(long id, String username) ->
          new Me("user", Role.ORGANIZER.name(), id, username, null, null, null, null, expiresAt);
      case Caller.Viewer(long id, String username, Set<Long> conferences) ->
          new Me(
              "user", Role.VIEWER.name(), id, username, conferences, null, null, null, expiresAt);
      case Caller.Coordinator pass ->
          new Me(
              "pass",
              pass.role(),
              pass.passId(),
              null,
              null,
              conference(pass.conference(), directory),
              new SiteRef(
                  pass.site(),
                  directory.siteName(pass.conference(), pass.site()).orElse(pass.site())),
              directory
                  .organizers(pass.conference(), pass.site())
                  .map(OrganizerRef::of)
                  .orElse(null),
              expiresAt);
      case Caller.BoardPass pass ->
          new Me(
              "pass",
              pass.role(),
              pass.passId(),
              null,
              null,
              conference(pass.conference(), directory),
              null,
              null,
              expiresAt);
    };
  }

  private static ConferenceRef conference(long id, SiteDirectory directory) {
    return new ConferenceRef(id, directory.title(id).orElse(""));
  }
}
