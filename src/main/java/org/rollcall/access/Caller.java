package org.rollcall.access;

import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the token says. Controllers take it as an argument; socket owners from {@link
 * Authenticated}. The {@code require…} methods throw {@link Denied}, which is answered with 403.
 */
public sealed interface Caller {
  /** As the log keeps it: {@code user:3}, {@code pass:12}. */
  String by();

  /** The name of the role, as {@code /me} tells it. */
  String role();

  /** A user who may do everything. */
  record Organizer(long userId, String username) implements Caller {
    @Override
    public String by() {
      return "user:" + userId;
    }

    @Override
    public String role() {
      return Role.ORGANIZER.name();
    }
  }

  /** A user who sees boards and reports of some conferences. */
  record Viewer(long userId, String username, Set<Long> conferences) implements Caller {
    /** Keeps a copy. */
    public Viewer {
      conferences = Set.copyOf(conferences);
    }

    @Override
    public String by() {
      return "user:" + userId;
    }

    @Override
    public String role() {
      return Role.VIEWER.name();
    }
  }

  /** A site pass: roster and commands of its own site, figures of it and of the sites below. */
  record Coordinator(long passId, long conference, String site) implements Caller {
    @Override
    public String by() {
      return "pass:" + passId;
    }

    @Override
    public String role() {
      return "COORDINATOR";
    }
  }

  /** A board pass: the figures of one conference, no names. */
  record BoardPass(long passId, long conference) implements Caller {
    @Override
    public String by() {
      return "pass:" + passId;
    }

    @Override
    public String role() {
      return "BOARD";
    }
  }

  /** Lets organizers pass and nobody else. */
  default Organizer requireOrganizer() {
    if (this instanceof Organizer organizer) {
      return organizer;
    }
    throw new Denied("access.organizers-only");
  }

  /** Lets users pass, whatever their role, and no holder of a pass. */
  default void requireUser() {
    switch (this) {
      case Organizer _, Viewer _ -> {}
      case Coordinator _, BoardPass _ -> throw new Denied("access.forbidden");
    }
  }

  /** Lets pass who may know that this conference is held: its title, state and roll calls. */
  default void requireConference(long conference) {
    boolean may =
        switch (this) {
          case Organizer _ -> true;
          case Viewer viewer -> viewer.conferences().contains(conference);
          case Coordinator coordinator -> coordinator.conference() == conference;
          case BoardPass pass -> pass.conference() == conference;
        };
    if (!may) {
      throw new Denied("access.other-conference");
    }
  }

  /**
   * Lets pass who may see figures. A coordinator sees those of his own site and of what is below,
   * so never those of the whole conference.
   *
   * @param site the site whose figures, with all below it; null for the whole conference
   * @param isWithin whether the first site is the second or stands below it
   */
  default void requireFigures(
      long conference, @Nullable String site, BiPredicate<String, String> isWithin) {
    requireConference(conference);
    if (this instanceof Coordinator coordinator
        && (site == null
            || !(site.equals(coordinator.site()) || isWithin.test(site, coordinator.site())))) {
      throw new Denied("access.other-site");
    }
  }

  /**
   * Lets pass who may see the names of a site and send commands for it: organizers, and its own
   * coordinators.
   *
   * @param site null for every site of the conference
   */
  default void requireRoster(long conference, @Nullable String site) {
    switch (this) {
      case Organizer _ -> {}
      case Coordinator coordinator -> {
        requireConference(conference);
        if (!coordinator.site().equals(site)) {
          throw new Denied("access.other-site");
        }
      }
      case Viewer _, BoardPass _ -> throw new Denied("access.figures-only");
    }
  }

  /** Lets pass who may see reports with names: organizers, and the conference's viewers. */
  default void requireReports(long conference) {
    switch (this) {
      case Organizer _ -> {}
      case Viewer _ -> requireConference(conference);
      case Coordinator _, BoardPass _ -> throw new Denied("access.forbidden");
    }
  }
}
