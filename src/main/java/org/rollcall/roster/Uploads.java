package org.rollcall.roster;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files to disk as they come in, so that a large one never stands in memory. Blocks. */
@Singleton
final class Uploads {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final int PIECE = 1 << 16;

  private final ImportLimits limits;
  private final Path folder;

  Uploads(ImportLimits limits) {
    this.limits = limits;
    this.folder =
        Path.of(Objects.requireNonNullElse(limits.spool(), System.getProperty("java.io.tmpdir")));
  }

  /**
   * Takes in a body to its end. Nothing stays behind of one that breaks off or is refused.
   *
   * @param body null for an empty one
   * @throws Problem 400 where there is nothing or not all, 413 where it is too large, 507 where
   *     there is no room for it
   */
  Upload receive(@Nullable InputStream body) {
    if (body == null) {
      throw Problem.badRequest("web.no-body");
    }
    FileChannel file = file();
    boolean received = false;
    try {
      Upload upload = new Upload(file, copy(body, file));
      received = true;
      return upload;
    } finally {
      if (!received) {
        close(file);
      }
    }
  }

  private FileChannel file() {
    // on POSIX systems it loses its name as soon as it is open; elsewhere the system deletes it
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      Files.createDirectories(folder);
      return FileChannel.open(
          folder.resolve("rollcall-" + UUID.randomUUID()), options, forItsOwnerAlone());
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private FileAttribute<?>[] forItsOwnerAlone() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Copies a body and says how many bytes it had. */
  long copy(InputStream body, WritableByteChannel to) {
    var piece = new byte[PIECE];
    long size = 0;
    for (int n = read(body, piece); n >= 0; n = read(body, piece)) {
      size += n;
      if (size > limits.bytes()) {
        throw tooLarge();
      }
      write(ByteBuffer.wrap(piece, 0, n), to);
    }
    if (size == 0) {
      throw Problem.badRequest("web.no-body");
    }
    return size;
  }

  private int read(InputStream body, byte[] into) {
    try {
      return body.read(into);
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ContentLengthExceededException) {
          // the HTTP server's own limit, which is as high unless somebody sets it
          throw tooLarge();
        }
      }
      LOG.debug("an upload broke off: {}", e.toString());
      throw Problem.badRequest("roster.upload-broken");
    }
  }

  private static void write(ByteBuffer piece, WritableByteChannel to) {
    try {
      while (piece.hasRemaining()) {
        to.write(piece);
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private Problem tooLarge() {
    return Problem.of(
        HttpStatus.REQUEST_ENTITY_TOO_LARGE, "roster.upload-too-large", limits.bytes() >> 20);
  }

  private static Problem noRoom(IOException e) {
    LOG.warn("an upload could not be taken to disk: {}", e.toString());
    return Problem.of(HttpStatus.INSUFFICIENT_STORAGE, "roster.no-room");
  }

  private static void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("an upload could not be deleted: {}", e.toString());
    }
  }
}
