package org.rollcall.checkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.rollcall.LoggedTraces;
import org.rollcall.RunningServer;
import org.rollcall.WatchedChannels;
import org.rollcall.client.Api;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;
import org.rollcall.client.RawSocket;

/** Peers that do not read, and peers that send rubbish. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("looks at the heap and the log of the whole process")
class HostileSocketTest {
  private static final int MOST_BYTES = 256 * 1024;
  private static final int FRAMES = 10_000;
  private static final int SMALL_BUFFER = 4096;
  private static final long SEED = Long.getLong("seed", 20200511);

  private RunningServer server;
  private WatchedChannels channels;
  private Gathering gathering;

  @BeforeAll
  void start(@TempDir Path folder) {
    server =
        RunningServer.onH2(
            folder,
            Map.of(
                WatchedChannels.PROPERTY,
                "true",
                "rollcall.check-in.slow-reader",
                "10m",
                "rollcall.check-in.commands-per-second",
                1_000_000));
    channels = server.bean(WatchedChannels.class);
    gathering = Gathering.of(server.organizer(), 3, 300);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aReaderThatNeverReadsCostsAtMost256KiB() throws Exception {
    int sockets = 32;
    long during;
    List<RawSocket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < sockets; i++) {
        silent.add(RawSocket.checkIn(server.base(), pass(1), SMALL_BUFFER));
        silent.getLast().readText();
        silent.getLast().sendText("{\"type\":\"ping\"}");
        silent.getLast().readText();
      }
      // the system's own buffers first, then the server's, then many times of what may wait
      int full = 0;
      for (int round = 0; round < 80 && full < 8; round++) {
        reports(1);
        long pending = channels.mostPending();
        assertThat(pending).isLessThanOrEqualTo(MOST_BYTES);
        full += pending > MOST_BYTES / 8 ? 1 : 0;
      }
      assertThat(full).as("rounds with full buffers").isEqualTo(8);
      during = heap();
    } finally {
      silent.forEach(RawSocket::close);
    }
    assertCost(during, sockets);
  }

  /** Events at site 1, by a device without a socket. */
  private void reports(int rounds) {
    Api device = server.organizer().as(pass(1));
    for (int round = 0; round < rounds; round++) {
      ArrayNode reports = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < 200; i++) {
        reports.add(Commands.siteReport(i));
      }
      JsonNode results = device.commands(gathering.conference(), null, reports).expect(200);
      assertThat(results).allMatch(result -> result.path("outcome").asText().equals("APPLIED"));
    }
  }

  @Test
  void aSenderThatNeverReadsItsAnswersCostsAtMost256KiB() throws Exception {
    int sockets = 16;
    byte[] frame =
        RawSocket.frame(
            true, 0, RawSocket.TEXT, refusedWithLongAnswers().getBytes(StandardCharsets.UTF_8));
    long during;
    List<RawSocket> deaf = new ArrayList<>();
    List<Thread> senders = new ArrayList<>();
    try {
      for (int i = 0; i < sockets; i++) {
        RawSocket socket = RawSocket.checkIn(server.base(), pass(1), SMALL_BUFFER);
        deaf.add(socket);
        senders.add(Thread.startVirtualThread(() -> flood(socket, frame)));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> channels.mostPending() > MOST_BYTES / 8);
      for (int look = 0; look < 20; look++) {
        assertThat(channels.mostPending()).isLessThanOrEqualTo(MOST_BYTES);
        heap();
      }
      during = heap();
      try (CheckInClient device = gathering.device(2)) {
        assertThat(device.ask(Commands.siteReport(1)).path("outcome").asText())
            .isEqualTo("APPLIED");
      }
    } finally {
      deaf.forEach(RawSocket::close);
    }
    for (Thread sender : senders) {
      sender.join();
    }
    assertCost(during, sockets);
  }

  /** What is given back when they are gone is what they cost. */
  private void assertCost(long during, int sockets) {
    awaitNoConnections();
    assertThat((during - heap()) / sockets).isLessThanOrEqualTo(MOST_BYTES);
  }

  /** 200 commands, each of which is refused with a card. */
  private String refusedWithLongAnswers() {
    List<ObjectNode> commands = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      commands.add(Commands.checkOut(gathering.delegateOf(1, i % 100)));
    }
    return commands.toString();
  }

  private static void flood(RawSocket socket, byte[] frame) {
    try {
      for (int i = 0; i < 500; i++) {
        socket.sendBytes(frame);
      }
    } catch (IOException e) {
      // closed by the test
    }
  }

  @Test
  void tenThousandHostileFramesLeaveTheServerServingAndItsHeapAsItWas() throws Exception {
    Random random = new Random(SEED);
    try (LoggedTraces traces = LoggedTraces.listen()) {
      send(random, FRAMES / 10);
      awaitNoConnections();
      long before = heap();
      send(random, FRAMES);
      awaitNoConnections();
      assertThat((double) heap())
          .as("heap after, %d before", before)
          .isLessThanOrEqualTo(before * 1.10);
      try (CheckInClient device = gathering.device(2)) {
        assertThat(device.ask(Commands.siteReport(1)).path("outcome").asText())
            .isEqualTo("APPLIED");
      }
      assertThat(traces.heard()).isEmpty();
    }
  }

  private void awaitNoConnections() {
    await().atMost(Duration.ofSeconds(30)).until(() -> server.bean(CheckInFloor.class).isEmpty());
  }

  private void send(Random random, int frames) throws IOException {
    RawSocket socket = null;
    int onThis = 0;
    for (int sent = 0; sent < frames; sent++) {
      if (socket == null) {
        socket = RawSocket.checkIn(server.base(), pass(0), 0);
        assertThat(socket.status()).isEqualTo(101);
        onThis = 0;
      }
      boolean ends = sendOne(socket, random);
      // what is answered has to be read, or the server rightly reads no more
      if (ends || ++onThis == 40) {
        leave(socket);
        socket = null;
      }
    }
    if (socket != null) {
      socket.close();
    }
  }

  private static void leave(RawSocket socket) {
    try {
      socket.send(true, 0, RawSocket.CLOSE, new byte[] {3, (byte) 0xE8});
      socket.readClose();
    } catch (IOException e) {
      // the server was faster
    } finally {
      socket.close();
    }
  }

  /** Sends one frame; true if the connection ends with it. */
  private static boolean sendOne(RawSocket socket, Random random) throws IOException {
    byte[] noise = new byte[random.nextInt(400)];
    random.nextBytes(noise);
    int kind = random.nextInt(1000);
    if (kind < 8) {
      // over the limit, whole or in fragments
      byte[] part = new byte[33_000];
      socket.send(false, 0, RawSocket.TEXT, part);
      socket.send(true, 0, RawSocket.CONTINUATION, part);
      return true;
    } else if (kind < 12) {
      socket.send(true, 0, RawSocket.BINARY, new byte[65_537]);
      return true;
    } else if (kind < 20) {
      // compressed, which was not agreed to
      socket.send(true, 4, RawSocket.TEXT, deflated());
      return true;
    } else if (kind < 28) {
      // reserved opcodes and bits
      socket.send(true, random.nextInt(8), 3 + random.nextInt(4), noise);
      return true;
    } else if (kind < 36) {
      // a frame that is not masked
      socket.sendBytes(new byte[] {(byte) 0x81, 2, '{', '}'});
      return true;
    } else if (kind < 44) {
      socket.send(true, 0, RawSocket.CONTINUATION, noise);
      return true;
    } else if (kind < 50) {
      // no UTF-8
      socket.send(true, 0, RawSocket.TEXT, new byte[] {'{', (byte) 0xFF, (byte) 0xC0, '}'});
      return true;
    } else if (kind < 200) {
      socket.send(true, 0, RawSocket.BINARY, noise);
    } else if (kind < 300) {
      byte[] text = rubbish(random).getBytes(StandardCharsets.UTF_8);
      int at = random.nextInt(text.length + 1);
      socket.send(false, 0, RawSocket.TEXT, java.util.Arrays.copyOf(text, at));
      socket.send(true, 0, RawSocket.PING, new byte[random.nextInt(126)]);
      socket.send(
          true, 0, RawSocket.CONTINUATION, java.util.Arrays.copyOfRange(text, at, text.length));
    } else {
      socket.sendText(rubbish(random));
    }
    return false;
  }

  private static byte[] deflated() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(new byte[1 << 20]);
    }
    return bytes.toByteArray();
  }

  private static final String[] VALUES = {
    "null",
    "true",
    "-1",
    "1e999",
    "99999999999999999999",
    "\"\"",
    "\"ĐB-0001\"",
    "[]",
    "{}",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"2020-05-11T00:00:00Z\"",
    "\"+999999999-12-31T23:59:59Z\"",
    "\"00000000-0000-4000-8000-000000000001\"",
    "\"~1\"",
    "0.5",
    "\"PRESENT\"",
    "[[[[]]]]"
  };
  private static final String[] NAMES = {
    "type",
    "id",
    "delegate",
    "rollCall",
    "happenedAt",
    "source",
    "offline",
    "force",
    "person",
    "reason",
    "undoes",
    "counted",
    "note",
    "epoch",
    "revision",
    "fullName",
    "code"
  };
  private static final String[] TYPES = {
    "check-in",
    "check-out",
    "excuse",
    "absent",
    "walk-in",
    "substitute",
    "undo",
    "site-report",
    "resume",
    "ping",
    "roster",
    "conference",
    "welcome",
    "",
    "điểm danh"
  };

  private static String rubbish(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "[".repeat(random.nextInt(20_000));
      case 1 -> "{\"a\":".repeat(random.nextInt(5_000)) + "1";
      case 2 -> "\"" + "ệ".repeat(random.nextInt(10_000)) + "\"";
      case 3 -> {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        yield new String(noise, StandardCharsets.UTF_16BE).replaceAll("[\\ud800-\\udfff]", "?");
      }
      case 4 -> "[" + command(random) + "," + command(random) + ",7,null,[]]";
      case 5 -> {
        String command = command(random);
        yield command.substring(0, random.nextInt(command.length()));
      }
      default -> command(random);
    };
  }

  private static String command(Random random) {
    var text = new StringBuilder("{\"type\":\"" + TYPES[random.nextInt(TYPES.length)] + "\"");
    if (random.nextBoolean()) {
      text.append(",\"id\":\"").append(new java.util.UUID(random.nextLong(), random.nextLong()));
      text.append('"');
    }
    for (int fields = random.nextInt(6); fields > 0; fields--) {
      text.append(",\"")
          .append(NAMES[1 + random.nextInt(NAMES.length - 1)])
          .append("\":")
          .append(VALUES[random.nextInt(VALUES.length)]);
    }
    return text.append('}').toString();
  }

  private String pass(int site) {
    return gathering.passes().get(gathering.site(site));
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
