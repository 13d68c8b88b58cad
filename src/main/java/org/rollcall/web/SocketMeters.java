package org.rollcall.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be seen of the sockets from outside: how many are open, how fast they are told, which do
 * not read, and why the server closed one. Safe for any thread; counting finds no meter by its
 * name.
 */
@Singleton
public final class SocketMeters {
  private static final Logger LOG = LoggerFactory.getLogger(SocketMeters.class);
  private static final Duration[] LATENCY_BUCKETS = {
    Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
    Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  /** The kinds of socket. */
  public enum Kind {
    CHECK_IN,
    BOARD,
    /** Closed before anybody knew which of them it is. */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Why the server closes one, as told by its close code. */
  private enum Cause {
    GOING_AWAY(1001),
    POLICY(1008),
    TOO_BIG(1009),
    FAILED(1011),
    SLOW(1013),
    REVOKED(4401),
    OTHER(0);

    private final int code;
    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Cause(int code) {
      this.code = code;
    }

    static Cause of(int code) {
      for (Cause cause : values()) {
        if (cause.code == code) {
          return cause;
        }
      }
      return OTHER;
    }

    /** Whether one of them is worth a line: each is one client in trouble, or making it. */
    boolean isTold() {
      return this != GOING_AWAY && this != REVOKED;
    }
  }

  private final Kinds[] kinds;
  private final Timer results;
  private final Timer boards;

  /** The meters, in this registry. */
  public SocketMeters(MeterRegistry meters) {
    results = latency(meters, "rollcall.result", "From a command's frame to its result's");
    boards = latency(meters, "rollcall.board", "From the oldest commit in a delta to its frame");
    kinds = Arrays.stream(Kind.values()).map(kind -> kind(meters, kind)).toArray(Kinds[]::new);
  }

  /** The meters of one kind; the closed ones by their cause. */
  private record Kinds(AtomicInteger open, Counter skipped, Counter[] closed) {}

  private static Kinds kind(MeterRegistry meters, Kind kind) {
    AtomicInteger open = new AtomicInteger();
    Gauge.builder("rollcall.sockets.open", open, AtomicInteger::get)
        .description("Open sockets")
        .tag("kind", kind.word)
        .register(meters);
    Counter skipped =
        Counter.builder("rollcall.slow.readers")
            .description("Times that a socket did not read and was left behind, to catch up")
            .tag("kind", kind.word)
            .register(meters);
    Counter[] closed =
        Arrays.stream(Cause.values())
            .map(cause ->
                Counter.builder("rollcall.sockets.closed")
                    .description("Sockets that the server closed")
                    .tag("kind", kind.word)
                    .tag("cause", cause.word)
                    .register(meters))
            .toArray(Counter[]::new);
    return new Kinds(open, skipped, closed);
  }

  private static Timer latency(MeterRegistry meters, String name, String description) {
    return Timer.builder(name + ".latency")
        .description(description)
        .serviceLevelObjectives(LATENCY_BUCKETS)
        .register(meters);
  }

  /** A result was handed to its channel, so long after the frame had come. */
  public void answered(long nanos) {
    results.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A delta was handed to the channels of a board, so long after the oldest commit in it. */
  public void told(Duration since) {
    boards.record(since.isNegative() ? Duration.ZERO : since);
  }

  /**
   * A socket was opened; counted until its channel is closed.
   *
   * @param site where it stands, or null for a whole conference
   */
  public Socket opened(Kind kind, Channel channel, long conference, @Nullable String site) {
    AtomicInteger now = kinds[kind.ordinal()].open();
    now.incrementAndGet();
    channel.closeFuture().addListener(gone -> now.decrementAndGet());
    return new Socket(kind, conference, site);
  }

  /** A socket was closed for a message over the limit, before its room heard of it. */
  void tooBig() {
    kinds[Kind.UNKNOWN.ordinal()].closed()[Cause.TOO_BIG.ordinal()].increment();
    LOG.atInfo()
        .addKeyValue("code", Cause.TOO_BIG.code)
        .log("a socket was closed: its message is too big");
  }

  /** One open socket. */
  public final class Socket {
    private final Kind kind;
    private final long conference;
    private final @Nullable String site;

    private Socket(Kind kind, long conference, @Nullable String site) {
      this.kind = kind;
      this.conference = conference;
      this.site = site;
    }

    /** It does not read, and was left behind. */
    public void skipped() {
      kinds[kind.ordinal()].skipped().increment();
    }

    /** The server closes it. */
    public void closed(int code, String reason) {
      Cause cause = Cause.of(code);
      kinds[kind.ordinal()].closed()[cause.ordinal()].increment();
      if (cause.isTold()) {
        LOG.atInfo()
            .addKeyValue("conference", conference)
            .addKeyValue("site", Objects.requireNonNullElse(site, "-"))
            .addKeyValue("kind", kind.word)
            .addKeyValue("code", code)
            .log("a socket was closed: {}", reason);
      }
    }
  }
}
