package org.rollcall.web;

import io.micronaut.context.annotation.Requires;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;

/** Says the length of what it hears. */
@Requires(property = "test.echo", value = "true")
@ServerWebSocket("/test/echo")
class Echo {
  @OnOpen
  void open(WebSocketSession session) {
    session.sendAsync("open");
  }

  @OnMessage
  void message(String message, WebSocketSession session) {
    session.sendAsync(Integer.toString(message.length()));
  }
}
