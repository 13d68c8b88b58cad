package org.rollcall.roster;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import java.util.List;
import org.rollcall.web.Fault;
import org.rollcall.web.Problem;

/** A problem as it is kept: who asks for it later may read another language. */
@Introspected
record StoredProblem(
    int status, String key, List<Object> arguments, List<Fault> faults, int faultCount) {
  static StoredProblem of(Problem problem) {
    return new StoredProblem(
        problem.status().getCode(),
        problem.key(),
        problem.arguments(),
        problem.faults(),
        problem.faultCount());
  }

  Problem problem() {
    return Problem.of(HttpStatus.valueOf(status), key, arguments.toArray())
        .with(faults)
        .counting(faultCount);
  }
}
