package org.rollcall.web;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import jakarta.inject.Singleton;

/**
 * Makes each connection's pipeline safe for WebSockets: no compression, since what inflates has no
 * limit; whole messages up to a limit, since the framework limits single frames alone; a bound on
 * what waits for a slow reader; many small writes in one system call.
 */
@Singleton
final class SocketPipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private final SocketLimits limits;
  private final OpenConnections connections;
  private final SocketMeters meters;

  SocketPipeline(SocketLimits limits, OpenConnections connections, SocketMeters meters) {
    this.limits = limits;
    this.connections = connections;
    this.meters = meters;
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Listener(limits, connections, meters));
    return event.getBean();
  }

  private record Listener(SocketLimits limits, OpenConnections connections, SocketMeters meters)
      implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      if (role != ChannelRole.CONNECTION) {
        return this;
      }
      connections.add(channel);
      return new Connection(limits, meters, channel);
    }
  }

  private record Connection(SocketLimits limits, SocketMeters meters, Channel channel)
      implements NettyServerCustomizer {
    @Override
    public void onStreamPipelineBuilt() {
      int high = limits.writeBufferBytes();
      channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(high / 2, high));
      ChannelPipeline pipeline = channel.pipeline();
      pipeline.addFirst(new FlushConsolidationHandler(limits.flushesMerged(), true));
      ChannelHandler compression = pipeline.get(WebSocketServerCompressionHandler.class);
      if (compression != null) {
        pipeline.replace(
            compression,
            "rollcall-messages",
            new MessageAssembler(limits.maxMessageBytes(), meters));
      }
    }
  }
}
