package org.rollcall.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.access.Caller;
import org.rollcall.web.SocketMeters;

class BoardSessionTest {
  private static final BoardLimits LIMITS =
      new BoardLimits(
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          2500,
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          1024,
          100,
          3);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final SocketMeters.Socket meter =
      new SocketMeters(new SimpleMeterRegistry()).opened(SocketMeters.Kind.BOARD, channel, 1, null);
  private final BoardSession session =
      new BoardSession(channel, new Caller.BoardPass(1, 1), LIMITS, meter);
  private final long opened = System.nanoTime();

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void whoDoesNotReadMissesWhatComesUntilASnapshotWhenReadingAgain() {
    send(true, "snapshot");
    assertThat(sent()).isEqualTo("snapshot");
    reads(false);
    send(false, "delta 1");
    reads(true);
    send(false, "delta 2");

    assertThat(session.isUpToDate()).isFalse();
    assertThat(session.isReading()).isTrue();
    assertThat(channel.<Object>readOutbound()).isNull();
    send(true, "snapshot 2");
    assertThat(sent()).isEqualTo("snapshot 2");
    assertThat(session.isUpToDate()).isTrue();
  }

  @Test
  void whoReadsNothingForTooLongIsClosed() {
    reads(false);
    session.tick(opened + Duration.ofSeconds(29).toNanos());
    assertThat(session.isOpen()).isTrue();

    session.tick(opened + Duration.ofSeconds(31).toNanos());

    assertThat(session.isOpen()).isFalse();
    assertThat(channel.<WebSocketFrame>readOutbound()).isInstanceOf(PingWebSocketFrame.class);
    CloseWebSocketFrame close = channel.readOutbound();
    assertThat(close.statusCode()).isEqualTo(1013);
    close.release();
  }

  @Test
  void aSocketIsPingedNowAndThen() {
    for (int second = 1; second <= 60; second++) {
      session.tick(opened + Duration.ofSeconds(second).toNanos());
    }

    assertThat(channel.outboundMessages()).hasSize(3);
    assertThat(channel.outboundMessages()).allMatch(PingWebSocketFrame.class::isInstance);
  }

  @Test
  void soManyWrongFramesInASecondAreAnsweredAndNoMore() {
    long second = 7_000_000_000L;
    assertThat(IntStream.range(0, 10).filter(i -> session.mayAnswer(second + i)).count())
        .isEqualTo(3);
    assertThat(session.mayAnswer(second + 1_000_000_000L)).isTrue();
  }

  private void send(boolean whole, String text) {
    try (Message message = Message.of(text.getBytes(StandardCharsets.UTF_8), LIMITS)) {
      if (whole) {
        session.begin(message);
      } else {
        session.follow(message);
      }
    }
  }

  private String sent() {
    TextWebSocketFrame frame = channel.readOutbound();
    String text = frame.text();
    assertThat(frame.release()).isTrue();
    return text;
  }

  private void reads(boolean reads) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, reads);
    channel.runPendingTasks();
  }
}
