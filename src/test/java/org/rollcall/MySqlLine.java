package org.rollcall;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The line between a server and MySQL, on which a test does what befalls lines: it falls silent, at
 * a statement of the test's choice and without a word to either end, and works again. Speaks plain
 * text, so that statements can be seen.
 */
public final class MySqlLine implements AutoCloseable {
  private static final int HEADER = 4;
  private static final int COM_QUERY = 3;
  private static final int LOOKED_AT = 200;
  private static final int CHUNK = 1 << 14;

  /** What is to happen once, when a statement comes by. */
  private record Watch(String sql, boolean inTheMiddle, Runnable then) {}

  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();
  private volatile InetSocketAddress far;
  private volatile boolean silent;
  private volatile boolean closed;

  /** Lays a line to where a database is. */
  public MySqlLine(MySqlServer.Database database) throws IOException {
    this(database, 0);
  }

  /** The same, from this port of the machine. */
  public MySqlLine(MySqlServer.Database database, int port) throws IOException {
    far = addressOf(database);
    door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  private static InetSocketAddress addressOf(MySqlServer.Database database) {
    String[] parts = database.url().split("[/:?]+");
    return new InetSocketAddress(parts[2], Integer.parseInt(parts[3]));
  }

  /** The same database over this line. */
  public MySqlServer.Database database(MySqlServer.Database direct) {
    String name = direct.url().split("[/:?]+")[4];
    return new MySqlServer.Database(
        "jdbc:mysql://127.0.0.1:"
            + door.getLocalPort()
            + "/"
            + name
            + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
        direct.username(),
        direct.password());
  }

  /** Leads to another place from the next connection on. */
  public void leadTo(MySqlServer.Database database) {
    far = addressOf(database);
  }

  /**
   * Runs {@code then} when a statement with these words has been sent and before it is passed on;
   * then it is passed on.
   */
  public void at(String sql, Runnable then) {
    watch.set(new Watch(sql.toLowerCase(Locale.ROOT), false, then));
  }

  /** The same, and of the statement only one half is passed on while the line is silent. */
  public void inTheMiddleOf(String sql, Runnable then) {
    watch.set(new Watch(sql.toLowerCase(Locale.ROOT), true, then));
  }

  /** From now on nothing passes, in neither direction, and nobody is told. */
  public void fallSilent() {
    silent = true;
  }

  /** What was sent meanwhile passes, and all that follows. */
  public synchronized void speak() {
    silent = false;
    notifyAll();
  }

  private synchronized void awaitVoice() throws IOException {
    try {
      while (silent && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket near = door.accept();
        Thread.ofVirtual().start(() -> connect(near));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket near) {
    open.add(near);
    try (near;
        Socket there = new Socket()) {
      open.add(there);
      awaitVoice();
      there.connect(far);
      near.setTcpNoDelay(true);
      there.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> answers(there, near));
      statements(near, there);
      back.join();
    } catch (IOException e) {
      // an end hung up, or the test is over
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answers(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        awaitVoice();
        out.write(chunk, 0, n);
      }
      awaitVoice();
    } catch (IOException e) {
      // likewise
    }
  }

  private void statements(Socket from, Socket to) throws IOException {
    var in = new DataInputStream(from.getInputStream());
    OutputStream out = to.getOutputStream();
    byte[] header = new byte[HEADER];
    while (true) {
      in.readFully(header);
      int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
      byte[] packet = new byte[HEADER + length];
      System.arraycopy(header, 0, packet, 0, HEADER);
      in.readFully(packet, HEADER, length);
      awaitVoice();
      Watch hit = hit(packet);
      if (hit == null) {
        out.write(packet);
        continue;
      }
      hit.then().run();
      int first = hit.inTheMiddle() ? packet.length / 2 : packet.length;
      out.write(packet, 0, first);
      out.flush();
      if (hit.inTheMiddle()) {
        awaitVoice();
        out.write(packet, first, packet.length - first);
      }
    }
  }

  private @Nullable Watch hit(byte[] packet) {
    Watch waiting = watch.get();
    if (waiting == null
        || packet.length <= HEADER
        || packet[HEADER - 1] != 0
        || packet[HEADER] != COM_QUERY) {
      return null;
    }
    String begin =
        new String(
                packet,
                HEADER,
                Math.min(LOOKED_AT, packet.length - HEADER),
                StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    return begin.contains(waiting.sql()) && watch.compareAndSet(waiting, null) ? waiting : null;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    notifyAll();
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
