package org.rollcall.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Authenticated;
import org.rollcall.access.Revocations;
import org.rollcall.web.CloseCode;
import org.rollcall.web.Language;
import org.rollcall.web.Messages;
import org.rollcall.web.OpenConnections;
import org.rollcall.web.SocketMeters;
import org.rollcall.web.Subprotocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board socket of protocol version 1. What it is sent is answered here, on the channel's event
 * loop; what it tells comes from {@link Boards}.
 */
@ServerWebSocket(value = BoardSocket.PATH, subprotocols = Subprotocol.NAME)
final class BoardSocket {
  static final String PATH = "/ws/v1/board";
  private static final Logger LOG = LoggerFactory.getLogger(BoardSocket.class);
  private static final String SESSION = "rollcall.board.session";
  private static final String LANGUAGE = "rollcall.board.language";

  private final Boards boards;
  private final BoardTools tools;
  private final Revocations revocations;
  private final Messages messages;
  private final ObjectReader reader;

  BoardSocket(
      Boards boards,
      BoardTools tools,
      Revocations revocations,
      Messages messages,
      ObjectMapper json) {
    this.boards = boards;
    this.tools = tools;
    this.revocations = revocations;
    this.messages = messages;
    this.reader = json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  @OnOpen
  void open(WebSocketSession socket, HttpRequest<?> request) {
    Scope scope = BoardHandshake.scope(request).orElse(null);
    Authenticated authenticated = Authenticated.of(request).orElse(null);
    if (scope == null || authenticated == null || !(request instanceof NettyHttpRequest<?> netty)) {
      socket.close(CloseReason.INTERNAL_ERROR);
      return;
    }
    Channel channel = netty.getChannelHandlerContext().channel();
    var meter =
        tools.meters().opened(SocketMeters.Kind.BOARD, channel, scope.conference(), scope.site());
    var session = new BoardSession(channel, authenticated.caller(), tools.limits(), meter);
    socket.put(SESSION, session);
    socket.put(LANGUAGE, Language.of(request));
    var watch =
        revocations.watch(
            authenticated, () -> session.close(CloseCode.REVOKED, "the token no longer counts"));
    channel.closeFuture().addListener(closed -> watch.close());
    OpenConnections.leaveBy(channel, () -> session.close(CloseCode.GOING_AWAY, ""));
    boards.join(scope, session);
  }

  @OnMessage
  void message(WebSocketSession socket, WebSocketFrame frame) {
    try {
      BoardSession session = socket.get(SESSION, BoardSession.class).orElse(null);
      if (session != null && session.mayAnswer(System.nanoTime())) {
        Language language = socket.get(LANGUAGE, Language.class).orElse(Language.VI);
        session.answer(tools.bytes(wrong(frame, language)));
      }
    } finally {
      frame.release();
    }
  }

  /** Everything a board sends is wrong: it is there to listen. */
  private Frames.ErrorFrame wrong(WebSocketFrame frame, Language language) {
    JsonNode json =
        frame instanceof TextWebSocketFrame
            ? parsed(frame.content().toString(StandardCharsets.UTF_8))
            : null;
    if (json == null || !json.isObject()) {
      return error(Frames.ErrorCode.MALFORMED_FRAME, "board.malformed", language, null);
    }
    String id = json.path("id").textValue();
    return json.path("type").isTextual()
        ? error(Frames.ErrorCode.UNKNOWN_TYPE, "board.unknown-type", language, id)
        : error(Frames.ErrorCode.INVALID, "board.no-type", language, id);
  }

  private Frames.ErrorFrame error(
      Frames.ErrorCode code, String key, Language language, @Nullable String id) {
    return new Frames.ErrorFrame(Frames.ErrorFrame.TYPE, code, messages.text(language, key), id);
  }

  private @Nullable JsonNode parsed(String text) {
    try {
      return reader.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  @OnClose
  void close(WebSocketSession socket, CloseReason reason) {
    socket
        .get(SESSION, BoardSession.class)
        .ifPresent(session -> {
          // the framework would hang up without the answer that the peer waits for
          boolean named = WebSocketCloseStatus.isValidStatusCode(reason.getCode());
          session.answerClose(named ? reason.getCode() : CloseReason.NORMAL.getCode());
        });
  }

  @OnError
  void error(WebSocketSession socket, Throwable error) {
    LOG.debug("A board socket ends", error);
    socket.close(CloseReason.INTERNAL_ERROR);
  }
}
