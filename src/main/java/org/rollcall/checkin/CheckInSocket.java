package org.rollcall.checkin;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketPongMessage;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.rollcall.access.Authenticated;
import org.rollcall.access.Caller;
import org.rollcall.access.Passes;
import org.rollcall.access.Revocations;
import org.rollcall.attendance.Desks;
import org.rollcall.web.CloseCode;
import org.rollcall.web.OpenConnections;
import org.rollcall.web.Subprotocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check-in socket of protocol version 1. All of it runs on the channel's event loop and waits
 * for nothing.
 */
@ServerWebSocket(value = CheckInSocket.PATH, subprotocols = Subprotocol.NAME)
final class CheckInSocket {
  static final String PATH = "/ws/v1/check-in";
  private static final Logger LOG = LoggerFactory.getLogger(CheckInSocket.class);
  private static final String SESSION = "rollcall.session";
  // what stands for a binary message: no JSON, so it is answered as malformed
  private static final String BINARY = "";

  private final Desks desks;
  private final CheckInFloor floor;
  private final CheckInTools tools;
  private final Revocations revocations;
  private final Passes passes;

  CheckInSocket(
      Desks desks, CheckInFloor floor, CheckInTools tools, Revocations revocations, Passes passes) {
    this.desks = desks;
    this.floor = floor;
    this.tools = tools;
    this.revocations = revocations;
    this.passes = passes;
  }

  @OnOpen
  void open(WebSocketSession socket, HttpRequest<?> request) {
    var reader = Handshake.reader(request).orElse(null);
    var authenticated = Authenticated.of(request).orElse(null);
    if (reader == null
        || authenticated == null
        || !(request instanceof NettyHttpRequest<?> netty)) {
      socket.close(CloseReason.INTERNAL_ERROR);
      return;
    }
    Channel channel = netty.getChannelHandlerContext().channel();
    var session = new CheckInSession(channel, reader, desks.of(reader.conference()), tools);
    socket.put(SESSION, session);
    if (!floor.add(session)) {
      // before it is greeted: a client that was never greeted takes its time to come back
      session.close(CloseCode.POLICY_VIOLATION, "more sockets than one pass may have");
      return;
    }
    session.open();
    OpenConnections.leaveBy(channel, session::leave);
    var watch =
        revocations.watch(
            authenticated, () -> session.close(CloseCode.REVOKED, "the token no longer counts"));
    session.whenGone(watch::close);
  }

  @OnMessage
  void message(WebSocketSession socket, WebSocketFrame frame) {
    try {
      socket
          .get(SESSION, CheckInSession.class)
          .ifPresent(session -> {
            heard(session);
            session.receive(
                frame instanceof TextWebSocketFrame
                    ? frame.content().toString(StandardCharsets.UTF_8)
                    : BINARY);
          });
    } finally {
      frame.release();
    }
  }

  @OnMessage
  void pong(WebSocketSession socket, WebSocketPongMessage pong) {
    socket.get(SESSION, CheckInSession.class).ifPresent(this::heard);
  }

  private void heard(CheckInSession session) {
    session.heard();
    if (session.reader().caller() instanceof Caller.Coordinator coordinator) {
      passes.heard(coordinator);
    }
  }

  @OnError
  void error(WebSocketSession socket, Throwable error) {
    LOG.debug("a check-in socket ends", error);
    socket.close(CloseReason.INTERNAL_ERROR);
  }
}
