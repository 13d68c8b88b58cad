package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.Application;
import org.rollcall.Settings;

class SocketPipelineSocketTest {
  private static final int LIMIT = 65_536;

  @TempDir private Path folder;
  private EmbeddedServer server;

  @BeforeEach
  void start() {
    var settings = Settings.from(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_DATA", folder.toString()));
    server = Application.start(settings, Map.of("test.echo", "true"));
  }

  @AfterEach
  void stop() {
    Application.stop(server);
  }

  private static final class Ears implements WebSocket.Listener {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      heard.add(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }

  @Test
  void aMessageOfTheLimitInFragmentsIsHeardWhole() throws Exception {
    var ears = new Ears();
    WebSocket socket = connect(ears);
    for (int part = 0; part < 4; part++) {
      socket.sendText("a".repeat(LIMIT / 4), part == 3).get(20, TimeUnit.SECONDS);
    }

    assertThat(ears.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("open");
    assertThat(ears.heard.poll(20, TimeUnit.SECONDS)).isEqualTo(Integer.toString(LIMIT));
    socket.abort();
  }

  @Test
  void aMessageOverTheLimitInFragmentsClosesTheSocketWith1009() throws Exception {
    var ears = new Ears();
    WebSocket socket = connect(ears);
    for (int part = 0; part < 5; part++) {
      socket.sendText("a".repeat(LIMIT / 4), part == 4).get(20, TimeUnit.SECONDS);
    }

    assertThat(ears.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1009);
  }

  @Test
  void aSingleFrameOverTheLimitClosesTheSocketWith1009() throws Exception {
    try (Socket socket = new Socket("localhost", server.getPort())) {
      socket.setSoTimeout(20_000);
      handshake(socket);
      skipFrame(socket.getInputStream());
      int length = LIMIT + 1;
      byte[] frame = new byte[14 + length];
      frame[0] = (byte) 0x81;
      frame[1] = (byte) 0xFF;
      frame[7] = (byte) (length >>> 16);
      frame[8] = (byte) (length >>> 8);
      frame[9] = (byte) length;
      socket.getOutputStream().write(frame);

      assertThat(closeCode(socket.getInputStream())).isEqualTo(1009);
    }
  }

  @Test
  void aFrameThatBreaksTheProtocolClosesTheSocketWith1002() throws Exception {
    try (Socket socket = new Socket("localhost", server.getPort())) {
      socket.setSoTimeout(20_000);
      handshake(socket);
      skipFrame(socket.getInputStream());
      // a frame from a client has to be masked
      socket.getOutputStream().write(new byte[] {(byte) 0x81, 1, 'a'});

      assertThat(closeCode(socket.getInputStream())).isEqualTo(1002);
    }
  }

  @Test
  void compressionIsNotAgreedTo() throws Exception {
    try (Socket socket = new Socket("localhost", server.getPort())) {
      socket.setSoTimeout(20_000);

      assertThat(handshake(socket))
          .startsWith("HTTP/1.1 101")
          .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
    }
  }

  @Test
  void aStoppingServerSaysThatItGoesAway() throws Exception {
    var ears = new Ears();
    connect(ears);
    assertThat(ears.heard.poll(20, TimeUnit.SECONDS)).isEqualTo("open");

    Application.stop(server);

    assertThat(ears.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1001);
  }

  private WebSocket connect(Ears ears) throws Exception {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://localhost:" + server.getPort() + "/test/echo"), ears)
        .get(20, TimeUnit.SECONDS);
  }

  private static String handshake(Socket socket) throws IOException {
    String request =
        """
        GET /test/echo HTTP/1.1
        Host: localhost
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Extensions: permessage-deflate

        """
            .replace("\n", "\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      answer.append((char) next);
    }
    return answer.toString();
  }

  private static void skipFrame(InputStream in) throws IOException {
    in.read();
    in.skipNBytes(in.read());
  }

  private static int closeCode(InputStream in) throws IOException {
    assertThat(in.read()).isEqualTo(0x88);
    assertThat(in.read()).isGreaterThanOrEqualTo(2);
    return in.read() << 8 | in.read();
  }
}
