package org.rollcall;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import jakarta.inject.Singleton;

/** The server's connections, for a test that asks what waits for their readers. */
@Singleton
@Requires(property = WatchedChannels.PROPERTY)
public final class WatchedChannels
    implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  public static final String PROPERTY = "test.channels";

  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Listener());
    return event.getBean();
  }

  private final class Listener implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      if (role == ChannelRole.CONNECTION) {
        channels.add(channel);
      }
      return this;
    }
  }

  /** How many bytes wait for the reader for whom most wait. */
  public long mostPending() {
    return channels.stream().mapToLong(WatchedChannels::pending).max().orElse(0);
  }

  private static long pending(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }
}
