package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.web.Problem;

class UploadsTest {
  private static final int MOST = 300_000;

  @TempDir private Path folder;

  @Test
  void whatIsTakenInIsReadAgainAndHasNoNameByWhichItCouldStayBehind() throws IOException {
    byte[] sent = bytes(200_000);
    try (Upload upload = uploads(folder).receive(new ByteArrayInputStream(sent))) {
      assertThat(files()).isEmpty();
      assertThat(upload.size()).isEqualTo(sent.length);
      assertThat(upload.head(8)).isEqualTo(Arrays.copyOf(sent, 8));
      assertThat(upload.bytes()).isEqualTo(sent);
      try (InputStream content = upload.content()) {
        assertThat(content.readAllBytes()).isEqualTo(sent);
      }
      assertThat(upload.bytes()).as("still there").isEqualTo(sent);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void oneThatBreaksOffOrIsEmptyIsRefused() {
    InputStream torn =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes(1000)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("cut");
              }
            });
    assertThat(refusal(folder, torn)).isEqualTo("400 roster.upload-broken");
    assertThat(refusal(folder, InputStream.nullInputStream())).isEqualTo("400 web.no-body");
    assertThat(refusal(folder, null)).isEqualTo("400 web.no-body");
    assertThat(files()).isEmpty();
  }

  @Test
  void oneThatIsTooLargeIsRefusedBeforeItsEnd() {
    assertThat(refusal(folder, new ByteArrayInputStream(bytes(MOST + 1))))
        .isEqualTo("413 roster.upload-too-large");
    assertThat(files()).isEmpty();
  }

  @Test
  void withoutAFolderThereIsNoRoom() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(refusal(file, new ByteArrayInputStream(bytes(1)))).isEqualTo("507 roster.no-room");
    assertThat(refusal(file.resolve("under"), new ByteArrayInputStream(bytes(1))))
        .isEqualTo("507 roster.no-room");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsSaidToBeFull() throws IOException {
    try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
      Problem refused =
          catchThrowableOfType(
              Problem.class,
              () -> uploads(folder).copy(new ByteArrayInputStream(bytes(1000)), full));
      assertThat(refused.getMessage()).isEqualTo("507 roster.no-room");
    }
  }

  private static String refusal(Path folder, InputStream body) {
    return catchThrowableOfType(Problem.class, () -> uploads(folder).receive(body)).getMessage();
  }

  private String[] files() {
    return folder.toFile().list();
  }

  private static Uploads uploads(Path folder) {
    return new Uploads(
        new ImportLimits(
            MOST,
            1000,
            folder.toString(),
            10,
            1000,
            1,
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1)));
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }
}
