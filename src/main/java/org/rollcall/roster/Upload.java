package org.rollcall.roster;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * A file that came with a call, on disk until it is closed. It has no name there any more, so that
 * it is gone with its process, too, however that ends. One thread reads it at a time.
 *
 * @param size in bytes
 */
record Upload(FileChannel file, long size) implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** Its first bytes, fewer where it has not as many. */
  byte[] head(int most) {
    try {
      ByteBuffer head = ByteBuffer.allocate((int) Math.min(most, size));
      int at = 0;
      while (head.hasRemaining() && at >= 0) {
        at = file.read(head, head.position());
      }
      return head.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it, from the beginning; to close this does not close the file. */
  InputStream content() {
    try {
      file.position(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BufferedInputStream(new Content(Channels.newInputStream(file)), BUFFER);
  }

  /** All of it in memory. */
  byte[] bytes() {
    try (InputStream content = content()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Content extends FilterInputStream {
    Content(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return in.read(into, from, length);
    }

    @Override
    public void close() {}
  }

  /** Deletes it. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
