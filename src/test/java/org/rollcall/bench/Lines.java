package org.rollcall.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** Many sockets read by one thread. */
final class Lines implements AutoCloseable {
  private final Selector selector;
  private final Thread thread;
  private final List<Line> lines = new ArrayList<>();
  private volatile boolean stopped;

  Lines(String name) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofPlatform().name(name).daemon().start(this::work);
  }

  Line open(int port, String path, String token, Line.Reader reader) {
    Line line = Line.open(lines.size(), port, path, token, reader);
    lines.add(line);
    try {
      line.channel.register(selector, SelectionKey.OP_READ, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    selector.wakeup();
    return line;
  }

  List<Line> all() {
    return lines;
  }

  /** Fails if the server closed one of them. */
  void requireOpen() {
    for (Line line : lines) {
      if (line.closed != null) {
        throw new IllegalStateException("socket " + line.number + " was closed: " + line.closed);
      }
    }
  }

  private void work() {
    ByteBuffer shared = ByteBuffer.allocate(256 * 1024);
    try {
      while (!stopped) {
        selector.select(key -> {
          Line line = (Line) key.attachment();
          try {
            if (!line.read(shared)) {
              key.cancel();
            }
          } catch (IOException e) {
            line.closed = e.toString();
            key.cancel();
          }
        });
      }
    } catch (IOException | ClosedSelectorException e) {
      // closed
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      selector.wakeup();
      thread.join(2_000);
      for (Line line : lines) {
        line.channel.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
