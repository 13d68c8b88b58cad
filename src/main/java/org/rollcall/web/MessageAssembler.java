package org.rollcall.web;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the fragments of a WebSocket message together, and ends the connection of a peer that sends
 * too much or breaks the protocol, without a stack trace for what is the peer's own doing.
 */
final class MessageAssembler extends WebSocketFrameAggregator {
  private static final Logger LOG = LoggerFactory.getLogger(MessageAssembler.class);

  private final SocketMeters meters;

  MessageAssembler(int maxMessageBytes, SocketMeters meters) {
    super(maxMessageBytes);
    this.meters = meters;
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, WebSocketFrame oversized) {
    meters.tooBig();
    context
        .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG))
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
    boolean upgraded = context.pipeline().get(WebSocketFrameDecoder.class) != null;
    if (upgraded && (cause instanceof DecoderException || cause instanceof IOException)) {
      LOG.debug("A socket ends: {}", cause.toString());
      if (cause instanceof CorruptedWebSocketFrameException corrupted
          && corrupted.closeStatus().code() == WebSocketCloseStatus.MESSAGE_TOO_BIG.code()) {
        meters.tooBig();
      }
      // the decoder has sent its close frame by now, and it goes out before this
      context.close();
    } else {
      super.exceptionCaught(context, cause);
    }
  }
}
