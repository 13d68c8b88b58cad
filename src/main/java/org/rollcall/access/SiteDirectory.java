package org.rollcall.access;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which conferences and sites there are, so that no pass is made for one that is not. */
interface SiteDirectory {
  /** The title of a conference, empty if there is none with that id. */
  Optional<String> title(long conference);

  /** The name of a site by its canonical code, empty if it is not registered. */
  Optional<String> siteName(long conference, String code);

  /** Who holds the conference, and whom to call at the main site above that site. */
  Optional<Organizers> organizers(long conference, String code);

  /**
   * Who holds a conference.
   *
   * @param site the code of the main site
   * @param contactName at the main site
   */
  record Organizers(
      String organiser,
      String site,
      String siteName,
      @Nullable String contactName,
      @Nullable String contactPhone) {}

  /** The codes of all sites of a conference, in order. */
  List<String> sites(long conference);
}
