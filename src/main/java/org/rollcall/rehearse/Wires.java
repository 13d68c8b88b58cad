package org.rollcall.rehearse;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Many sockets on one thread. Pings are answered by themselves. */
final class Wires implements AutoCloseable {
  private static final int CONNECT_MILLIS = 20_000;
  private static final int HANDSHAKE_BYTES = 16 * 1024;

  /** From one address, there are about 28,000 ports to one port of a server. */
  private static final int PORTS = 20_000;

  private final EventLoopGroup group;
  private final URI server;
  private final InetSocketAddress address;
  private final int largest;

  /**
   * Opens nothing yet.
   *
   * @param name of the thread
   * @param largest bytes of a message, however fragmented
   */
  Wires(String name, Arguments arguments, int largest) {
    this.group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    this.server = arguments.server();
    this.address = new InetSocketAddress(server.getHost(), arguments.port());
    this.largest = largest;
  }

  EventLoop loop() {
    return group.next();
  }

  /**
   * Opens a socket.
   *
   * @param number of the socket among all, by which its source address is chosen: one loopback
   *     address has not ports enough for more than some
   */
  void open(String path, String token, int number, Ears ears) {
    var handler = new Handler(ears);
    var bootstrap =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(256, 1024, 65536))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(HANDSHAKE_BYTES),
                            new WebSocketClientProtocolHandler(handshake(path, token)),
                            new WebSocketFrameAggregator(largest),
                            handler);
                  }
                });
    if (number >= PORTS && address.getAddress().isLoopbackAddress()) {
      String source = String.format(Locale.ROOT, "127.0.0.%d", 2 + number / PORTS);
      bootstrap.localAddress(new InetSocketAddress(source, 0));
    }
    bootstrap
        .connect(address)
        .addListener(
            (ChannelFutureListener)
                connected -> {
                  if (!connected.isSuccess()) {
                    handler.gone(String.valueOf(connected.cause()));
                  }
                });
  }

  private WebSocketClientProtocolConfig handshake(String path, String token) {
    return WebSocketClientProtocolConfig.newBuilder()
        .webSocketUri("ws://" + server.getHost() + ":" + address.getPort() + path)
        .version(WebSocketVersion.V13)
        .subprotocol("rollcall.v1")
        .customHeaders(
            new DefaultHttpHeaders().add(HttpHeaderNames.AUTHORIZATION, "Bearer " + token))
        .maxFramePayloadLength(largest)
        .handshakeTimeoutMillis(CONNECT_MILLIS)
        .handleCloseFrames(false)
        .dropPongFrames(true)
        .withUTF8Validator(false)
        .build();
  }

  /** Ends a socket with a word to the server. */
  static void goodbye(Channel channel) {
    ChannelFuture sent = channel.writeAndFlush(new CloseWebSocketFrame(1000, ""));
    sent.addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private static final class Handler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Ears ears;
    private String why = "closed without a word";
    private boolean gone;

    Handler(Ears ears) {
      this.ears = ears;
    }

    void gone(String reason) {
      if (!gone) {
        gone = true;
        ears.lost(reason);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        ears.opened(context.channel());
      }
      super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      switch (frame) {
        case TextWebSocketFrame text ->
            ears.text(ByteBufUtil.getBytes(text.content()), System.nanoTime());
        case CloseWebSocketFrame close -> {
          why = "closed with " + close.statusCode();
          ears.closing(close.statusCode());
          context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
        }
        default -> {}
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      gone(why);
      super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      why = String.valueOf(cause.getMessage());
      context.close();
    }
  }
}
