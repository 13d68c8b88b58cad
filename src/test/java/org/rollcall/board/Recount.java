package org.rollcall.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Person;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.Standing;
import org.rollcall.attendance.State;

/** The figures, counted person by person from what the log left in the register. */
final class Recount {
  private static final List<String> NAMES =
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
          "awaited");

  private Recount() {}

  /** Of one site alone. */
  static JsonNode of(Register register, String site) {
    return sum(register, site::equals);
  }

  /** Of a site and all below. */
  static JsonNode within(Register register, String top) {
    return sum(register, site -> register.sites().isWithin(site, top));
  }

  /** What of a frame's sums stands beside the figures taken off. */
  static JsonNode figuresOf(JsonNode sums) {
    return ((ObjectNode) sums.deepCopy()).retain(NAMES);
  }

  static long sitesWithin(Register register, String top) {
    return register.sites().all().stream()
        .map(Site::code)
        .filter(code -> register.sites().isWithin(code, top))
        .count();
  }

  private static JsonNode sum(Register register, Predicate<String> among) {
    ObjectNode sums = new ObjectMapper().createObjectNode();
    NAMES.forEach(name -> sums.put(name, 0));
    int rollCall = register.current().id();
    for (Person person : register.people()) {
      Delegate delegate = person.delegate();
      Standing standing = person.standing(rollCall);
      boolean here =
          standing.state() == State.PRESENT
              && standing.site() != null
              && among.test(standing.site());
      if (here) {
        add(sums, "present");
        boolean own = standing.site().equals(delegate.homeSite());
        add(
            sums,
            switch (delegate.kind()) {
              case ROSTER -> own ? "own" : "visitors";
              case WALK_IN -> "walkIns";
              case SUBSTITUTE -> "substitutes";
            });
      }
      if (delegate.homeSite() == null || !among.test(delegate.homeSite())) {
        continue;
      }
      add(sums, "expected");
      switch (standing.state()) {
        case PRESENT -> {
          if (!standing.site().equals(delegate.homeSite())) {
            add(sums, "presentElsewhere");
          }
        }
        case AWAITED -> add(sums, "awaited");
        case LEFT -> add(sums, "left");
        case EXCUSED -> add(sums, "excused");
        case ABSENT -> add(sums, "absent");
        case SUBSTITUTED -> add(sums, "substituted");
        case VOID -> {}
      }
    }
    return sums;
  }

  private static void add(ObjectNode sums, String name) {
    sums.put(name, sums.get(name).intValue() + 1);
  }
}
