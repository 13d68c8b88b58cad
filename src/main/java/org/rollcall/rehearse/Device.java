package org.rollcall.rehearse;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator's device: one check-in socket with a site's pass. It connects again when the line
 * breaks, asks for what it missed, and sends again under the same id what was not answered. For the
 * thread of the sockets.
 */
final class Device implements Ears {
  private static final int GOING_AWAY = 1001;
  private static final int REVOKED = 4401;
  private static final int MOST_TRIES = 40;
  private static final long SHORTEST_PAUSE = 500;
  private static final long LONGEST_PAUSE = 10_000;
  private static final long SPREAD_OF_A_RESTART = 2_000;

  private final Crowd crowd;
  private final int number;
  private final int site;
  private final String token;
  private final Deque<Command> pending = new ArrayDeque<>(2);
  private @Nullable Channel channel;
  private @Nullable String epoch;
  private boolean greeted;
  private boolean revoked;
  private boolean resuming;
  private long told;
  private long lostAt;
  private int closedWith;
  private int tries;

  Device(Crowd crowd, int number, int site, String token) {
    this.crowd = crowd;
    this.number = number;
    this.site = site;
    this.token = token;
  }

  int site() {
    return site;
  }

  int waiting() {
    return pending.size();
  }

  void connect() {
    crowd.wires().open("/ws/v1/check-in", token, number, this);
  }

  void leave() {
    if (channel != null) {
      Wires.goodbye(channel);
    }
  }

  /** Sends a command now, or as soon as the line is back. */
  void send(Command command) {
    pending.add(command);
    if (greeted) {
      write(command);
    }
  }

  private void write(Command command) {
    Channel line = channel;
    if (line == null) {
      return;
    }
    if (command.sentAt == 0) {
      command.sentAt = System.nanoTime();
    } else {
      command.resent = true;
    }
    line.writeAndFlush(new TextWebSocketFrame(crowd.json(command)));
  }

  @Override
  public void opened(Channel opened) {
    channel = opened;
    closedWith = 0;
    crowd.meter().open.increment();
  }

  @Override
  public void text(byte[] text, long nanos) {
    Frame frame;
    try {
      frame = Frame.read(text);
    } catch (IOException e) {
      crowd.meter().surprise("a frame that cannot be read");
      return;
    }
    switch (frame.type()) {
      case "welcome" -> welcome(frame, nanos);
      case "result", "error" -> result(frame, nanos);
      case "event" -> {
        crowd.meter().events.increment();
        inOrder(frame);
      }
      case "resumed", "reload" -> resuming = false;
      default -> {}
    }
  }

  private void welcome(Frame frame, long nanos) {
    if (greeted) {
      return;
    }
    greeted = true;
    tries = 0;
    if (epoch == null) {
      told = frame.revision();
      crowd.meter().welcomed.increment();
    } else {
      Meter.record(crowd.meter().away, nanos - lostAt);
      crowd.meter().reconnects.increment();
      Channel line = channel;
      if (line != null) {
        resuming = true;
        line.writeAndFlush(
            new TextWebSocketFrame(
                "{\"type\":\"resume\",\"epoch\":\"" + epoch + "\",\"revision\":" + told + "}"));
      }
    }
    epoch = frame.epoch();
    lostAt = 0;
    pending.forEach(this::write);
  }

  private void result(Frame frame, long nanos) {
    Command command = pending.poll();
    if (command == null) {
      crowd.meter().surprise("an answer to no command");
      return;
    }
    if (!command.id.toString().equals(frame.id())) {
      crowd.meter().surprise("an answer to another command than the next");
    }
    if (frame.isApplied()) {
      inOrder(frame);
    }
    crowd.answered(command, frame, nanos);
  }

  /** What a resume brings may be older than what came before the server had read it. */
  private void inOrder(Frame frame) {
    if (frame.revision() <= told && !resuming) {
      crowd.meter().surprise("a frame out of the order of revisions");
    }
    told = Math.max(told, frame.revision());
  }

  @Override
  public void closing(int code) {
    closedWith = code;
    revoked = code == REVOKED;
    lostAt = lostAt == 0 ? System.nanoTime() : lostAt;
  }

  @Override
  public void lost(String why) {
    if (channel != null) {
      crowd.meter().open.decrement();
    }
    channel = null;
    greeted = false;
    resuming = false;
    if (crowd.isLeaving()) {
      return;
    }
    crowd.meter().closed(why);
    lostAt = lostAt == 0 ? System.nanoTime() : lostAt;
    if (revoked || tries >= MOST_TRIES) {
      crowd.meter().surprise("a socket that stayed closed: " + why);
      return;
    }
    var unused = crowd.wires().loop().schedule(this::connect, pause(), TimeUnit.MILLISECONDS);
  }

  private long pause() {
    var random = ThreadLocalRandom.current();
    if (closedWith == GOING_AWAY && tries++ == 0) {
      return random.nextLong(SPREAD_OF_A_RESTART);
    }
    long longest = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << Math.min(tries++, 5));
    return random.nextLong(longest / 2, longest + 1);
  }
}
