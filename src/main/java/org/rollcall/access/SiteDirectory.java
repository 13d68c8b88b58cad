package org.rollcall.access;

import java.util.List;
import java.util.Optional;

/** Which conferences and sites there are, so that no pass is made for one that is not. */
interface SiteDirectory {
  /** The title of a conference, empty if there is none with that id. */
  Optional<String> title(long conference);

  /** The name of a site by its canonical code, empty if it is not registered. */
  Optional<String> siteName(long conference, String code);

  /** The codes of all sites of a conference, in order. */
  List<String> sites(long conference);
}
