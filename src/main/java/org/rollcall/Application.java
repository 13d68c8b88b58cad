package org.rollcall;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.processor.ScheduledMethodProcessor;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.rollcall.rehearse.Rehearse;
import org.rollcall.web.Draining;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** Starts Rollcall, and leaves in good order. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Rollcall",
            version = "1",
            description = "Attendance for conferences held in many halls at once",
            license = @License(name = "Apache-2.0")),
    security = @SecurityRequirement(name = "token"))
@SecurityScheme(
    name = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "A user's accessToken, as the call login answers it, or the token of a pass")
public final class Application {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  private Application() {}

  /**
   * Starts the service and returns when it has been stopped. Prints one line with the address when
   * it listens; prints one line with the reason and exits with 1 when it cannot start.
   *
   * @param arguments none; or {@code demo} to have a sample conference play on the server; or, each
   *     instead of serving: {@code migrate} to bring the tables up to date, {@code restored} after
   *     a backup was put back, {@code rehearse} to drive another server
   */
  public static void main(String[] arguments) {
    // first of all: whatever asks for the default zone makes the JVM fill this property in itself
    String zone = System.getProperty("user.timezone");
    printVietnameseWhereTheMachineSpeaksAscii();
    if (arguments.length > 0 && arguments[0].equals(Rehearse.WORD)) {
      List<String> after = List.of(arguments).subList(1, arguments.length);
      System.exit(Rehearse.run(after, System.getenv(), System.out, System.err));
    }
    var stopped = new CountDownLatch(1);
    try {
      requireUtc(zone);
      if (CommandLine.isMigration(List.of(arguments))) {
        System.out.println(Migrations.run(Settings.from(System.getenv()), System.out::println));
        return;
      }
      if (RestoredCommand.isAsked(List.of(arguments))) {
        System.out.println(RestoredCommand.run(System.getenv(), List.of(arguments)));
        return;
      }
      Map<String, Object> extra = CommandLine.properties(List.of(arguments));
      Settings settings = Settings.from(System.getenv());
      // before anything is logged: the log's own configuration reads it
      System.setProperty("rollcall.log.format", settings.logFormat());
      EmbeddedServer server = start(settings, extra);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stop(server);
                    stopped.countDown();
                  },
                  "shutdown"));
      leaveWithZeroOnTerm();
      System.out.println("Rollcall listens on " + server.getURI());
    } catch (StartRefused e) {
      System.err.println("Rollcall does not start: " + e.getMessage());
      System.exit(1);
    }
    awaitStop(stopped);
  }

  /**
   * Starts a server. Sets the default time zone of this JVM to UTC, which every instant in the
   * database is written in.
   *
   * @param extra further properties of the application, over those of the settings
   * @return the running server, to be given to {@link #stop}
   * @throws StartRefused if the database cannot be used, its tables are not up to date and may not
   *     be changed, or a port is taken
   */
  public static EmbeddedServer start(Settings settings, Map<String, Object> extra) {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    requireFree(Settings.PORT, settings.port());
    if (settings.managementPort() != null) {
      requireFree(Settings.MANAGEMENT_PORT, settings.managementPort());
    }
    EmbeddedServer server =
        started(settings, extra, context -> context.getBean(EmbeddedServer.class).start());
    log().atInfo().addKeyValue("port", server.getPort()).log("started, with {}", settings);
    return server;
  }

  /**
   * Starts all but the server, and then what is asked for. Where that fails, nothing is left
   * running.
   *
   * @throws StartRefused if the database cannot be used, or the part of it that is asked for
   */
  static <T> T started(
      Settings settings, Map<String, Object> extra, Function<ApplicationContext, T> then) {
    var properties = new HashMap<>(settings.toProperties());
    properties.putAll(extra);
    try (Connection held = DatabaseProbe.open(settings)) {
      if (!settings.migrate()) {
        Migrations.requireDone(settings);
      }
      ApplicationContext context =
          ApplicationContext.builder()
              .deduceEnvironment(false)
              .banner(false)
              .environmentVariableExcludes(Settings.VARIABLES.toArray(String[]::new))
              .properties(properties)
              .build();
      return started(context, then);
    } catch (SQLException e) {
      throw new StartRefused("the database broke off: " + DatabaseProbe.reason(e));
    }
  }

  private static <T> T started(ApplicationContext context, Function<ApplicationContext, T> then) {
    try {
      return then.apply(context.start());
    } catch (RuntimeException e) {
      stopTimers(context);
      context.close();
      throw explained(e);
    }
  }

  /**
   * A context that failed in the middle of its start does not count as running, and closing it then
   * stops none of its timers: they would go on, and log a trace for everything that is gone.
   */
  private static void stopTimers(ApplicationContext context) {
    try {
      context.findBean(ScheduledMethodProcessor.class).ifPresent(ScheduledMethodProcessor::close);
    } catch (RuntimeException e) {
      // it never came as far as timers; what went wrong first is told by the caller
    }
  }

  /** Asked ahead, because the server would log a line of its own and not know the variable. */
  private static void requireFree(String variable, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
    } catch (IOException e) {
      throw Settings.wrong(
          variable,
          Integer.toString(port),
          "this port is taken or not allowed, give another (" + e.getMessage() + ")");
    }
  }

  /** What an operator can mend is one line; anything else is a defect and keeps its stack trace. */
  private static RuntimeException explained(RuntimeException thrown) {
    List<Throwable> causes =
        Stream.<Throwable>iterate(thrown, c -> c != null, Throwable::getCause).limit(50).toList();
    for (Throwable cause : causes) {
      if (cause instanceof StartRefused refused) {
        return refused;
      }
      if (cause instanceof FlywayException) {
        return Migrations.refusal(cause);
      }
    }
    return thrown;
  }

  /** To be told to go is no failure: by itself the JVM would end with 143. */
  private static void leaveWithZeroOnTerm() {
    try {
      Signal.handle(new Signal("TERM"), signal -> System.exit(0));
    } catch (IllegalArgumentException e) {
      // a JVM told to leave signals alone (-Xrs) is ended by them without a stop
    }
  }

  /**
   * Stops a server: says in its readiness that it goes, serves on for {@code
   * rollcall.shutdown.notice}, sends every socket its close frame, spread over {@code
   * rollcall.shutdown.spread}, takes no more connections, ends what is under way, and closes the
   * database. Waits for what is under way as long as {@code rollcall.shutdown.grace} says. Does
   * nothing if it is stopped already.
   */
  public static void stop(EmbeddedServer server) {
    ApplicationContext context = server.getApplicationContext();
    if (!context.isRunning()) {
      return;
    }
    Logger log = log();
    log.info("stopping");
    Duration grace =
        context.getProperty("rollcall.shutdown.grace", Duration.class).orElse(DEFAULT_GRACE);
    try {
      context.getBean(Draining.class).drain();
      context
          .getBean(GracefulShutdownManager.class)
          .shutdownGracefully()
          .toCompletableFuture()
          .get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("Not all that was under way ended in {}; stopping all the same", grace);
    } catch (ExecutionException e) {
      log.warn("The orderly stop failed; stopping all the same", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.stop();
      log.info("stopped");
    }
  }

  // not a constant: the log is configured when it is first asked for
  private static Logger log() {
    return LoggerFactory.getLogger(Application.class);
  }

  private static void requireUtc(@Nullable String zone) {
    if (zone != null
        && !zone.isBlank()
        && !TimeZone.getTimeZone(zone).hasSameRules(TimeZone.getTimeZone("UTC"))) {
      throw new StartRefused(
          "user.timezone is \"" + zone + "\": Rollcall keeps time in UTC, leave that option out");
    }
  }

  private static void printVietnameseWhereTheMachineSpeaksAscii() {
    if (System.out.charset().equals(StandardCharsets.US_ASCII)) {
      System.setOut(
          new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    }
  }

  private static void awaitStop(CountDownLatch stopped) {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
