package org.rollcall.board;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.access.Denied;
import org.rollcall.attendance.SiteTree;
import org.rollcall.web.CloseCode;
import org.rollcall.web.SocketMeters;

/**
 * One board socket. For a reader that does not keep up nothing is queued: it misses what comes, and
 * gets all anew when it reads again. Safe for use from any thread.
 */
final class BoardSession {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Channel channel;
  private final Caller caller;
  private final BoardLimits limits;
  private final SocketMeters.Socket socket;
  private boolean upToDate;
  private boolean closing;
  private @Nullable Message sending;
  private int nextPiece;
  private byte @Nullable [] owed;
  private long readAt;
  private long pingedAt;
  private long errorSecond;
  private int errors;

  BoardSession(Channel channel, Caller caller, BoardLimits limits, SocketMeters.Socket socket) {
    this.channel = channel;
    this.caller = caller;
    this.limits = limits;
    this.socket = socket;
    this.readAt = System.nanoTime();
    this.pingedAt = readAt;
  }

  /** Whether anything sent may still arrive. */
  synchronized boolean isOpen() {
    return !closing && channel.isActive();
  }

  /** Closes it where its caller may not see the figures of that scope as the tree now is. */
  void judge(Scope scope, SiteTree tree) {
    try {
      caller.requireFigures(scope.conference(), scope.site(), tree::isWithin);
    } catch (Denied moved) {
      close(CloseCode.REVOKED, "the site is no longer below the caller's own");
    }
  }

  /** Whether it has all that its view sent. */
  synchronized boolean isUpToDate() {
    return upToDate;
  }

  /** Whether the last was taken, so that another may be sent. */
  synchronized boolean isReading() {
    return sending == null && channel.isWritable();
  }

  synchronized boolean isSending(Message message) {
    return sending == message;
  }

  /** Sends a snapshot, after which deltas make sense again. */
  synchronized void begin(Message snapshot) {
    upToDate = send(snapshot);
  }

  /** Sends what changed, to one who has what was before. */
  synchronized void follow(Message change) {
    if (upToDate) {
      upToDate = send(change);
      if (!upToDate) {
        socket.skipped();
      }
    }
  }

  /** Answers a wrong frame; passes it over where the reader does not read. */
  synchronized void answer(byte[] error) {
    if (closing) {
      return;
    }
    if (sending == null) {
      write(error);
    } else {
      // no other message may stand between the fragments of one
      owed = error;
    }
  }

  /** Whether one more wrong frame is answered in this second. */
  synchronized boolean mayAnswer(long nanos) {
    long second = nanos / 1_000_000_000L;
    if (second != errorSecond) {
      errorSecond = second;
      errors = 0;
    }
    return ++errors <= limits.errorsPerSecond();
  }

  /** Looks after what time brings: pings, and readers that never read. */
  synchronized void tick(long nanos) {
    if (closing) {
      return;
    }
    if (nanos - pingedAt >= limits.pingInterval().toNanos()) {
      pingedAt = nanos;
      var unused = channel.writeAndFlush(new PingWebSocketFrame());
    }
    if (isReading()) {
      readAt = nanos;
    } else if (nanos - readAt >= limits.slowReader().toNanos()) {
      close(CloseCode.TRY_AGAIN_LATER, "what was sent is not being read");
    }
  }

  /** Closes it, for a reason of the server's own. */
  synchronized void close(int code, String reason) {
    if (!closing) {
      socket.closed(code, reason);
      end(code, reason);
    }
  }

  /** Closes it; the peer wants so. */
  synchronized void answerClose(int code) {
    if (!closing) {
      end(code, "");
    }
  }

  private void end(int code, String reason) {
    closing = true;
    sending = null;
    owed = null;
    channel
        .writeAndFlush(new CloseWebSocketFrame(code, reason))
        .addListener(ChannelFutureListener.CLOSE);
    // one that does not read would never see the frame go
    var unused =
        channel
            .eventLoop()
            .schedule(() -> channel.close(), CLOSING.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean send(Message message) {
    if (closing || !isReading()) {
      return false;
    }
    if (message.pieces() == 1) {
      WebSocketFrame frame = message.piece(0);
      if (frame != null) {
        var unused = channel.writeAndFlush(frame);
      }
      return frame != null;
    }
    sending = message;
    nextPiece = 0;
    channel.eventLoop().execute(this::sendNextPiece);
    return true;
  }

  private synchronized void sendNextPiece() {
    Message message = sending;
    if (message == null) {
      return;
    }
    WebSocketFrame piece = nextPiece < message.pieces() ? message.piece(nextPiece++) : null;
    if (piece != null) {
      channel
          .writeAndFlush(piece)
          .addListener(written -> {
            if (written.isSuccess()) {
              took();
            }
          });
      return;
    }
    sending = null;
    byte[] error = owed;
    owed = null;
    if (error != null) {
      write(error);
    }
  }

  private void write(byte[] error) {
    if (channel.isWritable()) {
      var unused = channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(error)));
    }
  }

  private synchronized void took() {
    readAt = System.nanoTime();
    sendNextPiece();
  }
}
