package org.rollcall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.rollcall.demo.Figures.Name;

/**
 * The figures of a roll call counted anew, from the events of the log and the list of those invited
 * alone: independent of the server's own counting.
 *
 * @param sites the figures of each site
 * @param commands the ids of the commands that the log holds for the roll call
 * @param gapless whether the revisions of the whole log are 1, 2, 3, …
 */
record Recount(Map<String, Figures> sites, Set<String> commands, boolean gapless) {
  private enum Kind {
    ROSTER,
    WALK_IN,
    SUBSTITUTE
  }

  private record Where(String state, String site) {}

  static Recount of(List<JsonNode> log, int rollCall, Sample sample) {
    Map<String, String> homes =
        sample.guests().stream().collect(Collectors.toMap(Guest::code, Guest::site));
    var kinds = new HashMap<String, Kind>();
    var where = new HashMap<String, Where>();
    homes.keySet().forEach(code -> kinds.put(code, Kind.ROSTER));
    homes.keySet().forEach(code -> where.put(code, new Where("AWAITED", "")));
    var commands = new TreeSet<String>();
    boolean gapless = true;
    long revision = 0;
    for (JsonNode event : log) {
      gapless &= event.path("revision").asLong() == ++revision;
      String type = event.path("type").asText();
      JsonNode person = event.path("person");
      if (type.equals("walk-in")) {
        kinds.put(event.path("delegate").asText(), Kind.WALK_IN);
      } else if (type.equals("substitute")) {
        kinds.putIfAbsent(person.path("code").asText(), Kind.SUBSTITUTE);
      }
      if (event.path("rollCall").asInt() != rollCall || type.equals("roll-call")) {
        continue;
      }
      commands.add(event.path("id").asText());
      if (!event.path("late").asBoolean()) {
        put(where, event.path("delegate"), event.path("to"));
        put(where, person.path("code"), person.path("to"));
      }
    }
    return new Recount(figures(sample, homes, kinds, where), commands, gapless);
  }

  Figures totals() {
    return sites.values().stream().reduce(new Figures(Map.of()), Figures::plus);
  }

  private static void put(Map<String, Where> where, JsonNode code, JsonNode to) {
    if (code.isTextual() && to.path("state").isTextual()) {
      where.put(code.asText(), new Where(to.path("state").asText(), to.path("site").asText("")));
    }
  }

  private static Map<String, Figures> figures(
      Sample sample, Map<String, String> homes, Map<String, Kind> kinds, Map<String, Where> where) {
    Map<String, Map<Name, Integer>> counts =
        sample.halls().stream()
            .collect(Collectors.toMap(Hall::code, hall -> new EnumMap<>(Name.class)));
    where.forEach((code, at) -> {
      String home = homes.getOrDefault(code, "");
      Kind kind = kinds.getOrDefault(code, Kind.ROSTER);
      boolean present = at.state().equals("PRESENT");
      if (present) {
        count(counts, at.site(), Name.PRESENT);
        count(counts, at.site(), presentAs(kind, at.site().equals(home)));
      }
      if (kind == Kind.ROSTER) {
        count(counts, home, Name.EXPECTED);
        if (!present) {
          count(counts, home, Name.valueOf(at.state()));
        } else if (!at.site().equals(home)) {
          count(counts, home, Name.PRESENT_ELSEWHERE);
        }
      }
    });
    return counts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Figures(entry.getValue())));
  }

  private static Name presentAs(Kind kind, boolean atHome) {
    return switch (kind) {
      case ROSTER -> atHome ? Name.OWN : Name.VISITORS;
      case WALK_IN -> Name.WALK_INS;
      case SUBSTITUTE -> Name.SUBSTITUTES;
    };
  }

  private static void count(Map<String, Map<Name, Integer>> counts, String site, Name name) {
    counts.computeIfAbsent(site, code -> new EnumMap<>(Name.class)).merge(name, 1, Integer::sum);
  }
}
