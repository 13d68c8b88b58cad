package org.rollcall.access;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The threads of what is done with the database every second. Apart from the server's other timers:
 * a database that hangs must not keep an expired token's socket open.
 */
@Factory
final class DatabaseTasks {
  static final String NAME = "access-database";

  private static final int THREADS = 2;

  @Singleton
  @Named(NAME)
  @Bean(preDestroy = "shutdown")
  ScheduledExecutorService executor() {
    return Executors.newScheduledThreadPool(
        THREADS, Thread.ofPlatform().daemon().name("access-", 0).factory());
  }
}
