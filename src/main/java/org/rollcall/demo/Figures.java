package org.rollcall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The twelve figures of a site or of all. */
record Figures(Map<Figures.Name, Integer> numbers) {
  /** In the order in which the protocol names them. */
  enum Name {
    EXPECTED("expected", "theo danh sách"),
    PRESENT("present", "có mặt"),
    OWN("own", "  đúng điểm cầu"),
    VISITORS("visitors", "  của điểm cầu khác"),
    WALK_INS("walkIns", "  khách phát sinh"),
    SUBSTITUTES("substitutes", "  dự thay"),
    PRESENT_ELSEWHERE("presentElsewhere", "dự tại điểm cầu khác"),
    LEFT("left", "đã ra về"),
    EXCUSED("excused", "vắng có lý do"),
    ABSENT("absent", "vắng không lý do"),
    SUBSTITUTED("substituted", "có người dự thay"),
    AWAITED("awaited", "chưa điểm danh");

    private final String field;
    private final String vietnamese;

    Name(String field, String vietnamese) {
      this.field = field;
      this.vietnamese = vietnamese;
    }

    String field() {
      return field;
    }

    String vietnamese() {
      return vietnamese;
    }
  }

  /** Keeps a copy in which no figure is missing. */
  Figures {
    var all = new EnumMap<Name, Integer>(Name.class);
    for (Name name : Name.values()) {
      all.put(name, numbers.getOrDefault(name, 0));
    }
    numbers = Map.copyOf(all);
  }

  static Figures of(JsonNode json) {
    var numbers = new EnumMap<Name, Integer>(Name.class);
    // a figure that is not there must not pass for a 0
    Arrays.stream(Name.values())
        .forEach(name -> numbers.put(name, json.path(name.field()).asInt(-1)));
    return new Figures(numbers);
  }

  int of(Name name) {
    return numbers.getOrDefault(name, 0);
  }

  Figures plus(Figures other) {
    var sum = new EnumMap<Name, Integer>(Name.class);
    Arrays.stream(Name.values()).forEach(name -> sum.put(name, of(name) + other.of(name)));
    return new Figures(sum);
  }
}
