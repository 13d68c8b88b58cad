package org.rollcall.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.SiteTree;
import org.rollcall.site.Links;
import org.rollcall.web.SocketMeters;

/** What every view works with. */
@Singleton
final class BoardTools {
  private final Desks desks;
  private final BoardLimits limits;
  private final Clock clock;
  private final ObjectMapper json;
  private final Links links;
  private final SocketMeters meters;
  private final CommitTimes commits;
  private final Counter encodedFrames;
  private final Counter sentFrames;
  private final ConcurrentMap<Long, SiteLinks> lastLinks = new ConcurrentHashMap<>();

  BoardTools(
      Desks desks,
      BoardLimits limits,
      Clock clock,
      ObjectMapper json,
      Links links,
      SocketMeters sockets,
      CommitTimes commits,
      MeterRegistry meters) {
    this.desks = desks;
    this.limits = limits;
    this.clock = clock;
    this.json = json;
    this.links = links;
    this.meters = sockets;
    this.commits = commits;
    this.encodedFrames = meters.counter("rollcall.board.frames.encoded");
    this.sentFrames = meters.counter("rollcall.board.frames.sent");
  }

  SocketMeters meters() {
    return meters;
  }

  BoardLimits limits() {
    return limits;
  }

  Clock clock() {
    return clock;
  }

  /**
   * Whether what is counted here is what stands in the log: a server that cannot read it must not
   * say that all is as it was.
   */
  boolean isCurrent(long conference) {
    return desks.of(conference).isCurrent(limits.unsureAfter());
  }

  /** A delta went out; the oldest commit in it is this revision. */
  void told(long conference, long revision) {
    Instant at = commits.of(conference, revision);
    if (at != null) {
      meters.told(Duration.between(at, clock.instant()));
    }
  }

  /** A number that changes whenever a link of the conference does. */
  long linksVersion(long conference) {
    return links.version(conference);
  }

  /** The links of the conference now; summed up once for all its views. */
  SiteLinks links(long conference, SiteTree tree) {
    SiteLinks last = lastLinks.get(conference);
    SiteLinks now =
        last != null && last.areOf(tree)
            ? last.next(links, conference)
            : SiteLinks.of(links, conference, tree);
    if (now != last) {
      lastLinks.put(conference, now);
    }
    return now;
  }

  /** The links now of a tree that may be of another time than what views show. */
  SiteLinks linksThen(long conference, SiteTree tree) {
    SiteLinks last = lastLinks.get(conference);
    return last == null || last.areOf(tree)
        ? links(conference, tree)
        : SiteLinks.of(links, conference, tree);
  }

  /** A frame as bytes, to be sent to any number of sockets and then closed. */
  Message encode(Object frame) {
    encodedFrames.increment();
    return Message.of(bytes(frame), limits);
  }

  byte[] bytes(Object frame) {
    try {
      return json.writeValueAsBytes(frame);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a frame of ours is no JSON", e);
    }
  }

  /** Counts what {@link #encode} spared. */
  void sent(int readers) {
    sentFrames.increment(readers);
  }
}
