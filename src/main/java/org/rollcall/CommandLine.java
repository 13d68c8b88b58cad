package org.rollcall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What may follow the program's name: nothing, {@code demo} with {@code --minutes=N}, or {@code
 * migrate}; {@code rehearse} and {@code restored} are read where they are carried out.
 */
final class CommandLine {
  private static final String DEMO = "demo";
  private static final String MIGRATE = "migrate";
  private static final String MINUTES = "--minutes=";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(\\.\\d{1,3})?");
  private static final double LEAST_MINUTES = 0.1;
  private static final int MOST_MINUTES = 600;
  private static final String USAGE =
      "give nothing, or: demo [--minutes=N], or: rehearse [--sites=N …], or: migrate,"
          + " or: restored [--erasures=FILE]";

  private CommandLine() {}

  /** Whether the tables are to be brought up to date, and nothing else. */
  static boolean isMigration(List<String> arguments) {
    return arguments.equals(List.of(MIGRATE));
  }

  /**
   * Reads the arguments into properties of the application: {@code rollcall.demo.enabled} and
   * {@code rollcall.demo.minutes}.
   *
   * @throws StartRefused naming the argument that is not understood
   */
  static Map<String, Object> properties(List<String> arguments) {
    var properties = new HashMap<String, Object>();
    for (String argument : arguments) {
      if (argument.equals(DEMO)) {
        properties.put("rollcall.demo.enabled", true);
      } else if (argument.startsWith(MINUTES)) {
        properties.put("rollcall.demo.minutes", minutes(argument));
      } else if (argument.equals(MIGRATE)) {
        throw new StartRefused("migrate stands alone: " + USAGE);
      } else {
        throw new StartRefused("the argument \"" + argument + "\" is not known: " + USAGE);
      }
    }
    if (properties.containsKey("rollcall.demo.minutes") && properties.size() == 1) {
      throw new StartRefused("--minutes belongs to the demo: " + USAGE);
    }
    return properties;
  }

  private static double minutes(String argument) {
    String number = argument.substring(MINUTES.length());
    if (NUMBER.matcher(number).matches()) {
      double minutes = Double.parseDouble(number);
      if (minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES) {
        return minutes;
      }
    }
    throw new StartRefused(
        "the argument \""
            + argument
            + "\" is wrong: give "
            + LEAST_MINUTES
            + " to "
            + MOST_MINUTES
            + " minutes");
  }
}
