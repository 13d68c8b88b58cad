package org.rollcall.access;

import io.micronaut.http.HttpStatus;
import java.util.List;
import java.util.Map;
import org.rollcall.web.Problem;

/** A caller who is known, and may not do this: 403. */
public final class Denied extends Problem {
  private static final long serialVersionUID = 1L;

  /** A denial with the message that explains it. */
  public Denied(String key) {
    super(HttpStatus.FORBIDDEN, key, List.of(), List.of(), Map.of());
  }
}
