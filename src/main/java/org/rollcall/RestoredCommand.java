package org.rollcall;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.rollcall.erasure.Restored;

/**
 * The argument {@code restored}: makes a database that was restored from a backup fit to serve, and
 * ends. No server may be running on it.
 */
final class RestoredCommand {
  private static final String NAME = "restored";
  private static final String ERASURES = "--erasures=";

  private RestoredCommand() {}

  /** Whether the arguments ask for it. */
  static boolean isAsked(List<String> arguments) {
    return arguments.contains(NAME);
  }

  /**
   * Does it.
   *
   * @return what was done, for whoever asked
   * @throws StartRefused naming what is wrong with the arguments, the list or the database
   */
  static String run(Map<String, String> environment, List<String> arguments) {
    Path list = list(arguments);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    try (ApplicationContext context =
        Application.started(Settings.from(environment), Map.of(), started -> started)) {
      return told(context.getBean(Restored.class).run(list), list);
    } catch (IOException e) {
      throw new StartRefused("the list " + list + " cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      throw new StartRefused("the list " + list + " is wrong: " + e.getMessage());
    }
  }

  private static @Nullable Path list(List<String> arguments) {
    Path list = null;
    for (String argument : arguments) {
      if (argument.startsWith(ERASURES)) {
        list = path(argument);
      } else if (!argument.equals(NAME)) {
        throw new StartRefused(
            "the argument \""
                + argument
                + "\" is not known: give "
                + NAME
                + " and perhaps "
                + ERASURES
                + "FILE");
      }
    }
    return list;
  }

  private static Path path(String argument) {
    try {
      return Path.of(argument.substring(ERASURES.length()));
    } catch (InvalidPathException e) {
      throw new StartRefused("the argument \"" + argument + "\" is wrong: give a file");
    }
  }

  private static String told(Restored.Report report, @Nullable Path list) {
    return "Restored: "
        + report.conferences()
        + " conferences have a new epoch; "
        + (list == null
            ? "no list of erasures was given"
            : report.erased()
                + " erasures made again, "
                + report.known()
                + " were in the backup, "
                + report.strangers()
                + " are of nobody in it");
  }
}
