package org.rollcall.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.board.BoardFixture.delegate;
import static org.rollcall.board.BoardFixture.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.netty.websocket.WebSocketSessionRepository;
import io.netty.channel.Channel;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.FrameSchemas;
import org.rollcall.attendance.Amendment;
import org.rollcall.attendance.ConferenceState;
import org.rollcall.attendance.Delegate;
import org.rollcall.attendance.Site;
import org.rollcall.board.BoardFixture.Hall;

class SlowReaderSocketTest {
  private static final int BOUND = 256 * 1024;

  @TempDir private Path folder;

  /** Small buffers of the system's, so that what is not read is soon the server's. */
  private static final Map<String, Object> SMALL_BUFFERS =
      Map.of("micronaut.server.netty.child-options.SO_SNDBUF", 8192, "rollcall.board.tick", "20ms");

  @ParameterizedTest
  @ValueSource(ints = {200, 2000})
  void aReaderThatStopsCostsABoundedAmountAndGetsTheLatestWhenItReadsAgain(int sites)
      throws Exception {
    try (BoardFixture fixture = start(Map.of("rollcall.board.slow-reader", "5m"))) {
      Hall hall = large(fixture, sites);
      try (Reader reader = new Reader(fixture, hall)) {
        Channel channel = channel(fixture);
        long most = 0;
        int behind = 0;
        for (int round = 0; behind < 20; round++) {
          assertThat(round).as("the socket never falls behind").isLessThan(5000);
          change(hall);
          most = Math.max(most, pending(channel));
          behind += channel.isWritable() && pending(channel) == 0 ? 0 : 1;
        }
        // whole frames wait up to the channel's mark and one more; fragments one by one
        assertThat(most).isPositive().isLessThanOrEqualTo(BOUND);
        Watcher keepsUp = hall.watch();
        long now = hall.desk().register().revision();
        keepsUp.untilRevision(now);

        JsonNode last = reader.readUntil(now);

        assertThat(last.get("type").textValue()).isEqualTo("snapshot");
        assertThat(last.get("totals")).isEqualTo(keepsUp.totals());
        assertThat(last.get("sites")).hasSize(sites);
        // state and not history: it was spared most of what it did not read
        assertThat(reader.frames).isLessThan((int) now);
        keepsUp.requireRight();
      }
    }
  }

  @Test
  void aReaderThatNeverReadsIsClosed() throws Exception {
    try (BoardFixture fixture = start(Map.of("rollcall.board.slow-reader", "1s"))) {
      Hall hall = large(fixture, 200);
      try (Reader reader = new Reader(fixture, hall)) {
        Channel channel = channel(fixture);

        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> {
              change(hall);
              return !channel.isOpen();
            });
        assertThat(reader.socket.isConnected()).isTrue();
      }
    }
  }

  @Test
  void aBoardTooLargeForOneFrameReadsTheSameInFragments() {
    try (BoardFixture fixture =
        start(
            Map.of(
                "rollcall.board.whole-bytes", "4096", "rollcall.board.fragment-bytes", "1000"))) {
      Hall hall = large(fixture, 100);
      Watcher board = hall.watch().until(w -> !w.frames.isEmpty());
      for (int i = 0; i < 20; i++) {
        hall.socket(board).sendText("?", true).join();
        hall.checkIn("X-" + i, "ĐB-" + i);
      }

      board.until(w -> w.totals().get("present").intValue() == 20 && !w.ofType("error").isEmpty());
      assertThat(board.sites()).hasSize(100);
    }
  }

  private BoardFixture start(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(SMALL_BUFFERS);
    properties.putAll(more);
    return BoardFixture.start(folder, properties);
  }

  private static Hall large(BoardFixture fixture, int size) {
    List<Site> sites = new ArrayList<>(List.of(site("TW", null)));
    List<Delegate> delegates = new ArrayList<>();
    for (int i = 0; i < size - 1; i++) {
      sites.add(site("X-" + i, "TW"));
      delegates.add(delegate("ĐB-" + i, "X-" + i));
    }
    return fixture.hall(sites, delegates);
  }

  private static void change(Hall hall) {
    hall.amend(
        Amendment.Plan.of(
            List.of(Amendment.Step.conference(BoardFixture.BY, ConferenceState.OPEN, null))));
  }

  private static Channel channel(BoardFixture fixture) {
    var sockets = ((WebSocketSessionRepository) fixture.server).getChannelGroup();
    Awaitility.await().until(() -> sockets.size() == 1);
    return sockets.iterator().next();
  }

  private static long pending(Channel channel) {
    var buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** A client that reads when it is told to. */
  private static final class Reader implements AutoCloseable {
    final Socket socket = new Socket();
    private final BoardFixture fixture;
    private int frames;

    Reader(BoardFixture fixture, Hall hall) throws IOException {
      this.fixture = fixture;
      socket.setReceiveBufferSize(4096);
      socket.setSoTimeout(60_000);
      socket.connect(new InetSocketAddress("localhost", fixture.server.getPort()));
      String handshake =
          """
          GET /ws/v1/board?conference=%d HTTP/1.1
          Host: localhost
          Connection: Upgrade
          Upgrade: websocket
          Authorization: Bearer %s
          Sec-WebSocket-Version: 13
          Sec-WebSocket-Protocol: rollcall.v1
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

          """
              .formatted(hall.id(), fixture.organizer())
              .replace("\n", "\r\n");
      socket.getOutputStream().write(handshake.getBytes(StandardCharsets.US_ASCII));
      var answer = new StringBuilder();
      while (answer.indexOf("\r\n\r\n") < 0) {
        answer.append((char) socket.getInputStream().read());
      }
      assertThat(answer.toString()).startsWith("HTTP/1.1 101");
    }

    /** Reads all that was missed; the frame that brings that revision. */
    JsonNode readUntil(long revision) throws IOException {
      var in = new DataInputStream(socket.getInputStream());
      var message = new ByteArrayOutputStream();
      while (true) {
        int head = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        long size = length == 127 ? in.readLong() : length == 126 ? in.readUnsignedShort() : length;
        byte[] payload = in.readNBytes((int) size);
        if ((head & 0x0F) > 2) {
          continue;
        }
        message.writeBytes(payload);
        if ((head & 0x80) == 0) {
          continue;
        }
        frames++;
        String text = message.toString(StandardCharsets.UTF_8);
        message.reset();
        assertThat(FrameSchemas.server(FrameSchemas.Socket.BOARD, text)).isEmpty();
        JsonNode frame = fixture.json.readTree(text);
        if (frame.get("revision").longValue() >= revision) {
          return frame;
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
