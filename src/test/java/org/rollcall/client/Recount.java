package org.rollcall.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The headcounts of one roll call, counted again from the log and the roster as the domain has
 * them, by no code of the server.
 */
public final class Recount {
  /** The figures of one site, by their names in the protocol. */
  public static final class Figures {
    private final Map<String, Long> counts = new LinkedHashMap<>();

    private Figures() {
      for (String name :
          List.of(
              "expected",
              "present",
              "own",
              "visitors",
              "walkIns",
              "substitutes",
              "presentElsewhere",
              "left",
              "excused",
              "absent",
              "substituted",
              "awaited")) {
        counts.put(name, 0L);
      }
    }

    private void add(String name) {
      counts.merge(name, 1L, Long::sum);
    }

    public Map<String, Long> counts() {
      return counts;
    }

    /** The same names out of a headcount that the server sent. */
    public static Map<String, Long> of(JsonNode headcount) {
      Map<String, Long> counts = new LinkedHashMap<>();
      new Figures().counts.keySet().forEach(n -> counts.put(n, headcount.path(n).asLong(-1)));
      return counts;
    }
  }

  /** Where a person stands. */
  public record Place(String state, String site) {}

  private static final Place AWAITED = new Place("AWAITED", "");

  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Figures> sites = new TreeMap<>();

  /**
   * Counts.
   *
   * @param log the events up to the moment that counts
   * @param cards everyone known, with kind and home site
   */
  public Recount(
      int rollCall, List<JsonNode> log, List<JsonNode> cards, Collection<String> siteCodes) {
    for (JsonNode event : log) {
      if (event.path("rollCall").asInt() == rollCall && !event.path("late").asBoolean()) {
        stand(event.path("delegate"), event.path("to"));
        JsonNode person = event.path("person");
        stand(person.path("code"), person.path("to"));
      }
    }
    siteCodes.forEach(code -> sites.put(code, new Figures()));
    cards.forEach(this::count);
  }

  private void stand(JsonNode code, JsonNode to) {
    if (code.isTextual() && to.isObject()) {
      places.put(code.asText(), new Place(to.path("state").asText(), to.path("site").asText("")));
    }
  }

  private void count(JsonNode card) {
    Place place = places.getOrDefault(card.path("code").asText(), AWAITED);
    String home = card.path("homeSite").asText("");
    boolean present = place.state().equals("PRESENT");
    switch (card.path("kind").asText()) {
      case "ROSTER" -> {
        Figures own = site(home);
        own.add("expected");
        if (present) {
          boolean here = place.site().equals(home);
          own.add(here ? "own" : "presentElsewhere");
          if (!here) {
            site(place.site()).add("visitors");
          }
        } else {
          own.add(place.state().toLowerCase());
        }
      }
      case "WALK_IN" -> {
        if (present) {
          site(place.site()).add("walkIns");
        }
      }
      case "SUBSTITUTE" -> {
        if (present) {
          site(place.site()).add("substitutes");
        }
      }
      default -> throw new AssertionError("an unknown kind: " + card);
    }
    if (present) {
      site(place.site()).add("present");
    }
  }

  private Figures site(String code) {
    return sites.computeIfAbsent(code, c -> new Figures());
  }

  /** Where the log leaves a person. */
  public Place placeOf(String code) {
    return places.getOrDefault(code, AWAITED);
  }

  /** How many distinct people are present. */
  public long present() {
    return places.values().stream().filter(place -> place.state().equals("PRESENT")).count();
  }

  /**
   * Asserts that what the server shows of these sites is what was counted, and that it balances.
   */
  public void assertShown(Map<String, JsonNode> shown, JsonNode totals) {
    assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(sites.keySet());
    Map<String, Long> sums = new Figures().counts();
    shown.forEach((code, site) -> {
      Map<String, Long> figures = Figures.of(site.path("headcount"));
      assertThat(figures).as(code).isEqualTo(site(code).counts());
      assertBalanced(code, figures);
      figures.forEach((name, count) -> sums.merge(name, count, Long::sum));
    });
    assertThat(Figures.of(totals)).as("totals").isEqualTo(sums);
    assertThat(sums.get("present")).as("distinct people present").isEqualTo(present());
  }

  private static void assertBalanced(String code, Map<String, Long> f) {
    assertThat(f.get("own") + f.get("visitors") + f.get("walkIns") + f.get("substitutes"))
        .as("present at " + code)
        .isEqualTo(f.get("present"));
    assertThat(
            f.get("own")
                + f.get("presentElsewhere")
                + f.get("left")
                + f.get("excused")
                + f.get("absent")
                + f.get("substituted")
                + f.get("awaited"))
        .as("expected at " + code)
        .isEqualTo(f.get("expected"));
  }
}
