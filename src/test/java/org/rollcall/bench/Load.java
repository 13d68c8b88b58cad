package org.rollcall.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Commands through the check-in sockets of one conference, and how long each waited for its answer.
 * Answers come in the order of commands, so no id has to be read.
 */
final class Load implements AutoCloseable {
  /** The latencies in nanoseconds, sorted, and the time it took in all. */
  record Run(long nanos, long[] latencies) {
    double perSecond() {
      return latencies.length * 1e9 / nanos;
    }

    double millis(double quantile) {
      return latencies[(int) Math.min(latencies.length - 1, latencies.length * quantile)] / 1e6;
    }
  }

  // {"type":"result","id":"…","outcome":"
  private static final int OUTCOME = 72;
  private static final int PATIENCE_SECONDS = 60;

  private final Lines lines = new Lines("clients");
  private final Socket[] sockets;
  private final AtomicInteger welcomed = new AtomicInteger();
  private volatile CountDownLatch waiting = new CountDownLatch(0);
  private volatile String unexpected;

  Load(ServerProcess server, long conference, int sites, int count) {
    var passes = server.passes(conference);
    sockets = new Socket[count];
    for (int i = 0; i < count; i++) {
      sockets[i] = new Socket(i % sites);
      sockets[i].line =
          lines.open(
              server.port, "/ws/v1/check-in", passes.get(Sample.site(sockets[i].site)), sockets[i]);
    }
    awaitWelcomes();
  }

  private void awaitWelcomes() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (welcomed.get() < sockets.length) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(welcomed + " sockets were welcomed");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  int size() {
    return sockets.length;
  }

  int site(int socket) {
    return sockets[socket].site;
  }

  /** All frames as fast as the answers allow, so many in flight on each socket. */
  Run full(List<List<byte[]>> frames, int inFlight) {
    int n = prepare(frames, inFlight);
    long start = System.nanoTime();
    for (Socket socket : sockets) {
      socket.fill();
    }
    await();
    return new Run(System.nanoTime() - start, latencies(n));
  }

  /** So many a second whether answers come or not, in turn over the sockets. */
  Run paced(List<List<byte[]>> frames, int perSecond) {
    int n = prepare(frames, 0);
    long interval = 1_000_000_000L / perSecond;
    long start = System.nanoTime();
    int sent = 0;
    for (int round = 0; sent < n; round++) {
      for (Socket socket : sockets) {
        if (round < socket.frames.size()) {
          long due = start + sent++ * interval;
          for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
          socket.send(due);
        }
      }
    }
    await();
    return new Run(System.nanoTime() - start, latencies(n));
  }

  private int prepare(List<List<byte[]>> frames, int inFlight) {
    int n = 0;
    for (int i = 0; i < sockets.length; i++) {
      sockets[i].prepare(frames.get(i), inFlight);
      n += frames.get(i).size();
    }
    waiting = new CountDownLatch(n);
    return n;
  }

  private void await() {
    try {
      if (!waiting.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        lines.requireOpen();
        throw new IllegalStateException(waiting.getCount() + " answers never came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    lines.requireOpen();
    if (unexpected != null) {
      throw new IllegalStateException("not applied: " + unexpected);
    }
  }

  private long[] latencies(int n) {
    long[] all = new long[n];
    int at = 0;
    for (Socket socket : sockets) {
      synchronized (socket) {
        System.arraycopy(socket.latency, 0, all, at, socket.latency.length);
        at += socket.latency.length;
      }
    }
    Arrays.sort(all);
    return all;
  }

  static List<List<byte[]>> none(int sockets) {
    var frames = new ArrayList<List<byte[]>>();
    for (int i = 0; i < sockets; i++) {
      frames.add(new ArrayList<>());
    }
    return frames;
  }

  @Override
  public void close() {
    lines.close();
  }

  private final class Socket implements Line.Reader {
    final int site;
    Line line;
    List<byte[]> frames = List.of();
    private int inFlight;
    private int sent;
    private int answered;
    private long[] sentAt = {};
    long[] latency = {};
    private final ByteBuffer out = ByteBuffer.allocate(64 * 1024);

    Socket(int site) {
      this.site = site;
    }

    synchronized void prepare(List<byte[]> next, int window) {
      frames = next;
      inFlight = window;
      sent = 0;
      answered = 0;
      sentAt = new long[next.size()];
      latency = new long[next.size()];
    }

    synchronized void fill() {
      out.clear();
      long now = System.nanoTime();
      while (sent < frames.size() && sent - answered < inFlight) {
        sentAt[sent] = now;
        out.put(frames.get(sent++));
      }
      if (out.position() > 0) {
        line.send(out.flip());
      }
    }

    void send(long due) {
      byte[] frame;
      synchronized (this) {
        sentAt[sent] = due;
        frame = frames.get(sent++);
      }
      line.send(frame);
    }

    @Override
    public synchronized void text(Line l, byte[] bytes, int from, int length, long nanos) {
      switch (bytes[from + 9]) {
        case 'w' -> welcomed.incrementAndGet();
        case 'e' -> {
          if (bytes[from + 10] == 'r') {
            unexpected = new String(bytes, from, length, StandardCharsets.UTF_8);
          }
        }
        case 'r' -> {
          if (bytes[from + 13] != 'l' || length < OUTCOME || bytes[from + OUTCOME] != 'A') {
            unexpected = new String(bytes, from, length, StandardCharsets.UTF_8);
          }
          latency[answered] = nanos - sentAt[answered];
          answered++;
          waiting.countDown();
        }
        default -> unexpected = new String(bytes, from, length, StandardCharsets.UTF_8);
      }
    }

    @Override
    public synchronized void drained(Line l) {
      if (inFlight > 0) {
        fill();
      }
    }
  }
}
