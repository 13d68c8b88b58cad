package org.rollcall.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One WebSocket of the protocol. Sending is for one thread at a time. */
final class Wire {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final WebSocket socket;
  private final CompletableFuture<String> ended;

  private Wire(WebSocket socket, CompletableFuture<String> ended) {
    this.socket = socket;
    this.ended = ended;
  }

  /**
   * Opens a socket.
   *
   * @param frames is given each frame of the server, in order, on a thread of the client's
   * @throws IOException if the server refuses or cannot be reached
   */
  static Wire open(HttpClient client, URI uri, String token, Consumer<JsonNode> frames)
      throws IOException, InterruptedException {
    var ended = new CompletableFuture<String>();
    CompletableFuture<WebSocket> opening =
        client
            .newWebSocketBuilder()
            .subprotocols("rollcall.v1")
            .header("Authorization", "Bearer " + token)
            .connectTimeout(PATIENCE)
            .buildAsync(uri, new Frames(frames, ended));
    return new Wire(await(opening), ended);
  }

  /** Completed with the reason when the socket is closed or broken, by either side. */
  CompletableFuture<String> ended() {
    return ended;
  }

  void send(String text) throws IOException, InterruptedException {
    await(socket.sendText(text, true));
  }

  /** Cuts the line without a word, as a network does. */
  void cut() {
    socket.abort();
    ended.complete("cut");
  }

  private static <T> T await(CompletableFuture<T> future) throws IOException, InterruptedException {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer in " + PATIENCE.toSeconds() + " s", e);
    }
  }

  private static final class Frames implements WebSocket.Listener {
    private final Consumer<JsonNode> frames;
    private final CompletableFuture<String> ended;
    private final StringBuilder message = new StringBuilder();

    Frames(Consumer<JsonNode> frames, CompletableFuture<String> ended) {
      this.frames = frames;
      this.ended = ended;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        String text = message.toString();
        message.setLength(0);
        if (!ended.isDone()) {
          frames.accept(Json.read(text));
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      ended.complete("closed with " + code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      ended.complete(error.toString());
    }
  }
}
