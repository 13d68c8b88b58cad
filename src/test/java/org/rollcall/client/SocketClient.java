package org.rollcall.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rollcall.FrameSchemas;

/**
 * A socket of the protocol. Every frame heard is held against the published document and the
 * socket's own promises; what is wrong fails the next call of the test. May be used by any thread.
 */
public abstract class SocketClient implements AutoCloseable {
  /** How long a test waits for what must come. */
  static final long PATIENCE_SECONDS = 60;

  /** How a socket ended without a close frame. */
  public static final int CUT = -1;

  private static final int KEPT = 2000;
  private static final Set<String> FOUND_RIGHT =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > KEPT;
                }
              }));

  private final FrameSchemas.Socket kind;
  private final List<JsonNode> all = new ArrayList<>();
  private final LinkedList<JsonNode> unread = new LinkedList<>();
  private final List<String> violations = new ArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private final URI address;
  private final String token;
  private CompletableFuture<?> sending = socket;

  SocketClient(FrameSchemas.Socket kind, URI base, String pathAndQuery, String token) {
    this.kind = kind;
    this.address = URI.create(base.toString().replaceFirst("^http", "ws")).resolve(pathAndQuery);
    this.token = token;
  }

  /**
   * Connects, and waits for the handshake; fails with {@link Refused} if the server did not agree
   * to it. Only once the client is whole: the first frame may come before a constructor ends.
   */
  void open() {
    Api.HTTP
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .subprotocols("rollcall.v1")
        .buildAsync(address, new Ears())
        .whenComplete((opened, failed) -> {
          if (failed == null) {
            socket.complete(opened);
          } else {
            // as the builder says it, without what carried it here
            socket.completeExceptionally(
                failed instanceof CompletionException && failed.getCause() != null
                    ? failed.getCause()
                    : failed);
          }
        });
    try {
      WebSocket opened = socket.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!opened.getSubprotocol().equals("rollcall.v1")) {
        violation("subprotocol: " + opened.getSubprotocol());
      }
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException handshake) {
        throw new Refused(handshake.getResponse().statusCode());
      }
      throw new CompletionException(e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError("the handshake was not answered", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The handshake was answered with another status than 101. */
  public static final class Refused extends RuntimeException {
    private final int status;

    Refused(int status) {
      super("refused with " + status);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  /** Sends a text as one message, whatever it is. */
  public synchronized CompletableFuture<?> sendText(String text) {
    sending =
        sending
            .handle((sent, failed) -> socket.join())
            .thenCompose(open -> open.sendText(text, true));
    return sending;
  }

  /** The next unread frame of that type, waiting for it; frames of other types stay unread. */
  public JsonNode awaitFrame(String type) {
    return awaitFrame("of type " + type, frame -> frame.path("type").asText().equals(type));
  }

  /** The next unread frame of which this is true, waiting for it. */
  public synchronized JsonNode awaitFrame(String what, Predicate<JsonNode> wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      check();
      for (Iterator<JsonNode> frames = unread.iterator(); frames.hasNext(); ) {
        JsonNode frame = frames.next();
        if (wanted.test(frame)) {
          frames.remove();
          return frame;
        }
      }
      long left = deadline - System.nanoTime();
      if (left <= 0 || closed.isDone()) {
        throw new AssertionError(
            "no frame "
                + what
                + (closed.isDone() ? ", closed with " + closed.join() : "")
                + "; unread: "
                + unread);
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, 1_000_000_000));
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /** All frames heard so far, in order. */
  public synchronized List<JsonNode> frames() {
    return List.copyOf(all);
  }

  /** The unread frames of a type, without waiting; they stay unread. */
  public synchronized List<JsonNode> unread(String type) {
    return unread.stream().filter(frame -> frame.path("type").asText().equals(type)).toList();
  }

  /** The code with which the server closed the socket, waiting for it; {@link #CUT} without one. */
  public int awaitClose() {
    try {
      return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError("the socket was not closed", e);
    }
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  /** Cuts the connection without a word, as a lost line would. Nothing is heard after. */
  public void cut() {
    socket.thenAccept(WebSocket::abort);
    ended(CUT);
  }

  /** Fails if a frame broke a promise. */
  public synchronized void check() {
    if (!violations.isEmpty()) {
      throw new AssertionError(String.join("\n", violations));
    }
  }

  /** Ends the connection; fails if a frame broke a promise. */
  @Override
  public void close() {
    cut();
    check();
  }

  /** Every frame, in order, on the socket's thread and with this locked. */
  abstract void heard(JsonNode frame);

  /** The connection is gone. */
  abstract void gone();

  final synchronized void violation(String what) {
    if (violations.size() < 20) {
      violations.add(what);
    }
    notifyAll();
  }

  private synchronized void take(String text) {
    if (closed.isDone()) {
      return;
    }
    // the same event goes to many sockets: judged once
    if (!FOUND_RIGHT.contains(text)) {
      List<String> wrong = FrameSchemas.server(kind, text);
      wrong.forEach(line -> violation(line + " in " + text));
      if (wrong.isEmpty()) {
        FOUND_RIGHT.add(text);
      }
    }
    JsonNode frame = Json.read(text);
    all.add(frame);
    unread.add(frame);
    heard(frame);
    notifyAll();
  }

  private void ended(int code) {
    synchronized (this) {
      if (!closed.complete(code)) {
        return;
      }
      notifyAll();
    }
    gone();
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }

  private final class Ears implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        String text = message.toString();
        message.setLength(0);
        try {
          take(text);
        } catch (RuntimeException | AssertionError e) {
          violation(e + " at " + text);
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      ended(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      ended(CUT);
    }
  }
}
