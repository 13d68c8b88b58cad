package org.rollcall;

import io.micronaut.runtime.Micronaut;

/** Starts Rollcall, and leaves in good order. */
public final class Application {
  private Application() {}

  /** Starts the service. */
  public static void main(String[] args) {
    Micronaut.build(args).banner(false).start();
  }
}
