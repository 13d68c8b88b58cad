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
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.GlobalEventExecutor;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Tells each open WebSocket with 1001 that the server goes away. First in the order of leaving: the
 * server itself would cut the connections without a word.
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class OpenConnections implements GracefulShutdownCapable {
  private static final AttributeKey<Runnable> LEAVE =
      AttributeKey.valueOf(OpenConnections.class, "leave");

  /** Between two goodbyes at most: few sockets need no long spreading. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(10);

  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /** Remembers a connection until it is closed. */
  void add(Channel channel) {
    channels.add(channel);
  }

  /**
   * Has a socket leave in its own way when the server goes: answer what it took, then close with
   * 1001. May be run more than once.
   */
  public static void leaveBy(Channel channel, Runnable leave) {
    channel.attr(LEAVE).set(leave);
  }

  /**
   * Tells all sockets, in no order and spread over a time, and says how many they were. Waits for
   * none of them.
   */
  int sayGoodbyes(Duration spread) throws InterruptedException {
    List<Channel> sockets = new ArrayList<>();
    for (Channel channel : channels) {
      if (isSocket(channel)) {
        sockets.add(channel);
      }
    }
    Collections.shuffle(sockets);
    long pause = Math.min(spread.toNanos() / Math.max(1, sockets.size()), LONGEST_PAUSE.toNanos());
    long begun = System.nanoTime();
    for (int i = 0; i < sockets.size(); i++) {
      TimeUnit.NANOSECONDS.sleep(begun + i * pause - System.nanoTime());
      var unused = sayGoodbye(sockets.get(i));
    }
    return sockets.size();
  }

  private static boolean isSocket(Channel channel) {
    return channel.pipeline().get(WebSocketFrameDecoder.class) != null;
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
    if (!isSocket(channel)) {
      gone.complete(null);
      return gone;
    }
    channel.closeFuture().addListener(closed -> gone.complete(null));
    Runnable leave = channel.attr(LEAVE).get();
    if (leave != null) {
      leave.run();
    } else {
      channel
          .writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE))
          .addListener(ChannelFutureListener.CLOSE);
    }
    return gone;
  }
}
