package org.rollcall;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** What some tests need of the machine, and whether going without it is a failure. */
final class Requirement {
  private static final String VARIABLE = "ROLLCALL_TESTS_REQUIRE";

  private Requirement() {}

  static ConditionEvaluationResult check(String name, boolean present) {
    return check(name, present, System.getenv().getOrDefault(VARIABLE, ""));
  }

  static ConditionEvaluationResult check(String name, boolean present, String required) {
    if (present) {
      return ConditionEvaluationResult.enabled(name + " is there");
    }
    if (List.of(required.split("[,\\s]+")).contains(name)) {
      throw new IllegalStateException(VARIABLE + " names " + name + ", and it is not there");
    }
    return ConditionEvaluationResult.disabled(name + " is not there");
  }
}
