package org.rollcall.board;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A frame as bytes, made once for all who get it. Its maker closes it; what was handed out by then
 * lives until it is written. A message too large to wait whole for a slow reader goes in pieces,
 * and can be squeezed: a board of 2,500 sites then costs a reader that never reads a tenth. Safe
 * for use from any thread.
 */
final class Message implements AutoCloseable {
  private final List<Integer> cuts;
  private @Nullable ByteBuf bytes;
  private final List<byte[]> squeezed = new ArrayList<>();

  private Message(ByteBuf bytes, List<Integer> cuts) {
    this.bytes = bytes;
    this.cuts = cuts;
  }

  static Message of(byte[] json, BoardLimits limits) {
    int piece = json.length <= limits.wholeBytes() ? json.length : limits.fragmentBytes();
    List<Integer> cuts = new ArrayList<>();
    cuts.add(0);
    for (int at = 0; at < json.length; ) {
      int next = Math.min(at + piece, json.length);
      while (next < json.length && next > at + 1 && isInsideCharacter(json[next])) {
        next--;
      }
      cuts.add(next);
      at = next;
    }
    // direct, or each channel would make its own copy
    return new Message(
        ByteBufAllocator.DEFAULT.directBuffer(json.length).writeBytes(json), List.copyOf(cuts));
  }

  /** How many pieces it goes out in; mostly one. */
  int pieces() {
    return cuts.size() - 1;
  }

  /** One piece, for one reader; null once closed. */
  synchronized @Nullable WebSocketFrame piece(int index) {
    ByteBuf content = content(index);
    if (content == null) {
      return null;
    }
    boolean last = index == pieces() - 1;
    return index == 0
        ? new TextWebSocketFrame(last, 0, content)
        : new ContinuationWebSocketFrame(last, 0, content);
  }

  /** Keeps it small for readers that have not taken all of it yet. */
  synchronized void squeeze() {
    ByteBuf all = bytes;
    if (all == null) {
      return;
    }
    for (int i = 0; i < pieces(); i++) {
      byte[] piece = new byte[length(i)];
      all.getBytes(cuts.get(i), piece);
      squeezed.add(deflate(piece));
    }
    bytes = null;
    all.release();
  }

  @Override
  public synchronized void close() {
    ByteBuf all = bytes;
    if (all != null) {
      bytes = null;
      all.release();
    }
    squeezed.clear();
  }

  private @Nullable ByteBuf content(int index) {
    ByteBuf all = bytes;
    if (all != null) {
      return all.retainedSlice(cuts.get(index), length(index));
    }
    return squeezed.isEmpty()
        ? null
        : Unpooled.wrappedBuffer(inflate(squeezed.get(index), length(index)));
  }

  private int length(int index) {
    return cuts.get(index + 1) - cuts.get(index);
  }

  private static boolean isInsideCharacter(byte utf8) {
    return (utf8 & 0xC0) == 0x80;
  }

  private static byte[] deflate(byte[] piece) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(piece);
      deflater.finish();
      var out = new ByteArrayOutputStream(piece.length / 8);
      byte[] some = new byte[4096];
      while (!deflater.finished()) {
        out.write(some, 0, deflater.deflate(some));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflate(byte[] deflated, int length) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] piece = new byte[length];
      int at = 0;
      while (at < length) {
        int more = inflater.inflate(piece, at, length - at);
        if (more == 0) {
          throw new IllegalStateException("a piece of ours ends early");
        }
        at += more;
      }
      return piece;
    } catch (DataFormatException e) {
      throw new IllegalStateException("a piece of ours cannot be read", e);
    } finally {
      inflater.end();
    }
  }
}
