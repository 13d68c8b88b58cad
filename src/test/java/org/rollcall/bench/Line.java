package org.rollcall.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One WebSocket of a client that does as little as a client can: it splits the stream into frames
 * and shows each text, or passes over it unread. Its frames are read by one thread of {@link
 * Lines}; anyone may send.
 */
final class Line {
  /** What is done with a text that came whole. */
  interface Reader {
    void text(Line line, byte[] bytes, int from, int length, long nanos);

    /** All that had come was shown. */
    default void drained(Line line) {}
  }

  private static final int PING = 9;
  private static final int CLOSE = 8;
  private static final int PONG = 10;

  final int number;
  final SocketChannel channel;
  private final Reader reader;
  private final byte[] head = new byte[14];
  private int headSize;
  private int opcode;
  private long left = -1;
  private byte[] body = new byte[0];
  private int bodySize;
  volatile String closed;

  private Line(int number, SocketChannel channel, Reader reader) {
    this.number = number;
    this.channel = channel;
    this.reader = reader;
  }

  /**
   * Opens a socket.
   *
   * @param reader what is done with its texts; null if they are drained unread
   */
  static Line open(int number, int port, String path, String token, Reader reader) {
    try {
      SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.socket().setTcpNoDelay(true);
      byte[] key = new byte[16];
      ThreadLocalRandom.current().nextBytes(key);
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: 127.0.0.1:"
              + port
              + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Protocol: rollcall.v1\r\nSec-WebSocket-Key: "
              + java.util.Base64.getEncoder().encodeToString(key)
              + "\r\nAuthorization: Bearer "
              + token
              + "\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      Line line = new Line(number, channel, reader);
      line.shakeHands();
      channel.configureBlocking(false);
      return line;
    } catch (IOException e) {
      throw new IllegalStateException("no socket", e);
    }
  }

  private void shakeHands() throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(64 * 1024);
    while (true) {
      if (channel.read(answer) < 0) {
        throw new IOException("closed in the handshake");
      }
      String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        if (!text.startsWith("HTTP/1.1 101")) {
          throw new IOException(text);
        }
        take(answer.array(), end + 4, answer.position() - end - 4, System.nanoTime());
        return;
      }
    }
  }

  /** Sends one or more frames, waiting for the socket if it must. */
  void send(ByteBuffer frames) {
    try {
      synchronized (channel) {
        while (frames.hasRemaining()) {
          if (channel.write(frames) == 0) {
            Thread.onSpinWait();
          }
        }
      }
    } catch (IOException e) {
      closed = e.toString();
    }
  }

  void send(byte[] frame) {
    send(ByteBuffer.wrap(frame));
  }

  /** Reads what there is; false at the end. */
  boolean read(ByteBuffer shared) throws IOException {
    shared.clear();
    int n = channel.read(shared);
    if (n < 0) {
      closed = closed == null ? "end of stream" : closed;
      return false;
    }
    if (n > 0) {
      take(shared.array(), 0, n, System.nanoTime());
      if (reader != null) {
        reader.drained(this);
      }
    }
    return true;
  }

  private void take(byte[] bytes, int from, int length, long nanos) {
    int at = from;
    int end = from + length;
    while (at < end) {
      if (left < 0) {
        head[headSize++] = bytes[at++];
        if (headSize >= 2 && headSize == headLength()) {
          begin();
          if (left == 0) {
            finish(body, 0, 0, nanos);
          }
        }
        continue;
      }
      int here = (int) Math.min(left, end - at);
      if (bodySize == 0 && here == left) {
        finish(bytes, at, here, nanos);
        at += here;
        continue;
      }
      if (reader != null || opcode != 1) {
        if (body.length < bodySize + here) {
          body = Arrays.copyOf(body, Math.max(bodySize + here, 2 * body.length));
        }
        System.arraycopy(bytes, at, body, bodySize, here);
        bodySize += here;
      }
      left -= here;
      at += here;
      if (left == 0) {
        finish(body, 0, bodySize, nanos);
      }
    }
  }

  private int headLength() {
    int length = head[1] & 0x7F;
    return length < 126 ? 2 : length == 126 ? 4 : 10;
  }

  private void begin() {
    opcode = head[0] & 0x0F;
    int length = head[1] & 0x7F;
    left = length;
    if (length >= 126) {
      left = 0;
      for (int i = 2; i < headSize; i++) {
        left = (left << 8) | (head[i] & 0xFF);
      }
    }
    headSize = 0;
    bodySize = 0;
  }

  private void finish(byte[] bytes, int from, int length, long nanos) {
    left = -1;
    bodySize = 0;
    switch (opcode) {
      case PING -> send(Frames.frame(PONG, Arrays.copyOfRange(bytes, from, from + length)));
      case CLOSE ->
          closed = new String(bytes, from, length, StandardCharsets.UTF_8) + " (close frame)";
      default -> {
        if (reader != null) {
          reader.text(this, bytes, from, length, nanos);
        }
      }
    }
  }
}
