package org.rollcall.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {
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
          100);

  @Test
  void aSmallMessageIsOneFrameForEachReaderAndFreedWithTheLast() {
    Message message = Message.of("điểm cầu".getBytes(StandardCharsets.UTF_8), LIMITS);
    WebSocketFrame one = message.piece(0);
    WebSocketFrame other = message.piece(0);
    message.close();

    assertThat(message.pieces()).isEqualTo(1);
    assertThat(one.isFinalFragment()).isTrue();
    assertThat(((TextWebSocketFrame) one).text()).isEqualTo("điểm cầu");
    one.release();
    assertThat(((TextWebSocketFrame) other).text()).isEqualTo("điểm cầu");
    assertThat(other.release()).isTrue();
    assertThat(other.refCnt()).isZero();
  }

  @Test
  void aLargeMessageGoesInFragmentsCutBetweenCharacters() {
    String text = "Xã Gia Cát – điểm cầu số ".repeat(200);
    Message message = Message.of(text.getBytes(StandardCharsets.UTF_8), LIMITS);
    List<WebSocketFrame> frames = pieces(message);

    assertThat(frames.getFirst()).isInstanceOf(TextWebSocketFrame.class);
    assertThat(frames.subList(1, frames.size()))
        .allMatch(ContinuationWebSocketFrame.class::isInstance);
    assertThat(frames.subList(0, frames.size() - 1)).noneMatch(WebSocketFrame::isFinalFragment);
    assertThat(frames.getLast().isFinalFragment()).isTrue();
    assertThat(frames)
        .allMatch(frame -> frame.content().readableBytes() <= LIMITS.fragmentBytes())
        .noneMatch(frame -> frame.content().toString(StandardCharsets.UTF_8).contains("\uFFFD"));
    assertThat(textOf(frames)).isEqualTo(text);
    message.close();
  }

  @Test
  void aSqueezedMessageReadsTheSameAndHoldsNoBufferAnyMore() {
    String text = "Xã Gia Cát – điểm cầu số ".repeat(200);
    Message message = Message.of(text.getBytes(StandardCharsets.UTF_8), LIMITS);
    WebSocketFrame first = message.piece(0);
    message.squeeze();
    message.squeeze();

    assertThat(first.content().refCnt()).isEqualTo(1);
    assertThat(first.release()).isTrue();
    assertThat(textOf(pieces(message))).isEqualTo(text);
  }

  @Test
  void aClosedMessageHasNothingToGive() {
    Message message = Message.of("{}".getBytes(StandardCharsets.UTF_8), LIMITS);
    message.close();
    message.squeeze();

    assertThat(message.piece(0)).isNull();
  }

  private static List<WebSocketFrame> pieces(Message message) {
    List<WebSocketFrame> frames = new ArrayList<>();
    for (int i = 0; i < message.pieces(); i++) {
      frames.add(message.piece(i));
    }
    return frames;
  }

  private static String textOf(List<WebSocketFrame> frames) {
    var bytes = new ByteArrayOutputStream();
    for (WebSocketFrame frame : frames) {
      byte[] piece = new byte[frame.content().readableBytes()];
      frame.content().readBytes(piece);
      bytes.writeBytes(piece);
      frame.release();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
