package org.rollcall.web;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tells each open WebSocket with 1001 that the server goes away. First in the order of leaving: the
 * server itself would cut the connections without a word.
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OpenConnections implements GracefulShutdownCapable {
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /** Remembers a connection until it is closed. */
  void add(Channel channel) {
    channels.add(channel);
  }

  @Override
  public CompletionStage<?> shutdownGracefully() {
    // one by one: the group's stream fails if a connection goes meanwhile
    List<CompletableFuture<Void>> goodbyes = new ArrayList<>();
    for (Channel channel : channels) {
      goodbyes.add(sayGoodbye(channel));
    }
    return CompletableFuture.allOf(goodbyes.toArray(CompletableFuture[]::new));
  }

  private static CompletableFuture<Void> sayGoodbye(Channel channel) {
    var gone = new CompletableFuture<Void>();
    if (channel.pipeline().get(WebSocketFrameDecoder.class) == null) {
      gone.complete(null);
    } else {
      channel.closeFuture().addListener(closed -> gone.complete(null));
      channel
          .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE))
          .addListener(ChannelFutureListener.CLOSE);
    }
    return gone;
  }
}
