package org.rollcall.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A WebSocket made by hand, for what a well-behaved client does not do. For one thread. */
public final class RawSocket implements AutoCloseable {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket;
  private final DataInputStream in;
  private final String answer;

  /** One frame as it came. */
  public record Frame(int opcode, byte[] payload) {
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close frame. */
    public int code() {
      return payload.length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
    }
  }

  private RawSocket(Socket socket, String answer) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    this.answer = answer;
  }

  /**
   * Connects and asks for the upgrade.
   *
   * @param receiveBuffer how many bytes the system keeps for what is not read, or 0 for its default
   * @param headers further header lines, each ending in a line break
   */
  public static RawSocket connect(URI base, String pathAndQuery, String headers, int receiveBuffer)
      throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getByName(base.getHost()), base.getPort()));
    String request =
        ("GET "
                + pathAndQuery
                + " HTTP/1.1\n"
                + "Host: "
                + base.getAuthority()
                + "\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"
                + headers
                + "\n")
            .replace("\n", "\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    var answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      answer.append((char) next);
    }
    return new RawSocket(socket, answer.toString());
  }

  /** Connects to the check-in socket with a bearer token, as the protocol asks. */
  public static RawSocket checkIn(URI base, String token, int receiveBuffer) throws IOException {
    return connect(
        base,
        "/ws/v1/check-in",
        "Authorization: Bearer " + token + "\nSec-WebSocket-Protocol: rollcall.v1\n",
        receiveBuffer);
  }

  /** The head of the answer to the handshake. */
  public String answer() {
    return answer;
  }

  /** The status of the answer to the handshake. */
  public int status() {
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }

  /** Sends a whole text message. */
  public void sendText(String text) throws IOException {
    send(true, 0, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends one frame, masked. */
  public void send(boolean last, int reservedBits, int opcode, byte[] payload) throws IOException {
    sendBytes(frame(last, reservedBits, opcode, payload));
  }

  /** One frame, masked, as it goes over the line. */
  public static byte[] frame(boolean last, int reservedBits, int opcode, byte[] payload) {
    var frame = new ByteArrayOutputStream(payload.length + 14);
    frame.write((last ? 0x80 : 0) | reservedBits << 4 | opcode);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(0x80 | 126);
      frame.write(payload.length >>> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >>> shift));
      }
    }
    byte[] mask = new byte[4];
    ThreadLocalRandom.current().nextBytes(mask);
    frame.writeBytes(mask);
    byte[] masked = payload.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= mask[i & 3];
    }
    frame.writeBytes(masked);
    return frame.toByteArray();
  }

  /** Sends bytes, be they frames or not. */
  public void sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next frame; null at the end of the connection. */
  public @Nullable Frame read() throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    long length = in.readUnsignedByte() & 0x7F;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    return new Frame(first & 0x0F, in.readNBytes((int) length));
  }

  /** The next text frame; fails if the connection ends before one. */
  public String readText() throws IOException {
    for (Frame frame = read(); frame != null; frame = read()) {
      if (frame.opcode() == TEXT) {
        return frame.text();
      }
      if (frame.opcode() == CLOSE) {
        throw new AssertionError("closed with " + frame.code());
      }
    }
    throw new AssertionError("the connection ended");
  }

  /**
   * The code of the close frame that comes after whatever else; {@link SocketClient#CUT} if none.
   */
  public int readClose() throws IOException {
    try {
      for (Frame frame = read(); frame != null; frame = read()) {
        if (frame.opcode() == CLOSE) {
          return frame.code();
        }
      }
    } catch (java.net.SocketException | java.io.EOFException e) {
      // a reset without a word
    }
    return SocketClient.CUT;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
