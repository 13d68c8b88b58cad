package org.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.conference.Api;
import org.rollcall.conference.Api.Answer;

/** How files come in that are larger than a call should wait for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadHttpTest {
  private static final int SYNC = 10_000;
  private static final int MOST = 1_000_000;

  private Path spool;
  private Api api;
  private String path;

  @BeforeAll
  void start(@TempDir Path folder) {
    spool = folder.resolve("spool");
    api =
        Api.start(
            Map.of("ROLLCALL_DATA", folder.resolve("data").toString()),
            Map.of(
                "rollcall.import.bytes", MOST,
                "rollcall.import.sync-bytes", SYNC,
                "rollcall.import.spool", spool.toString()));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @BeforeEach
  void aConference() {
    path = "/conferences/" + api.openConference();
    api.csv(path + "/imports/sites", "code,name\nA,a\n").expect(200);
  }

  @Test
  void aLargeFileIsAnsweredBeforeItIsDoneThoughNobodyAskedForThat() {
    api.csv(path + "/imports/delegates", ImportJobContract.table(100)).expect(200);

    Answer accepted = api.csv(path + "/imports/delegates", ImportJobContract.table(1000));

    accepted.expect(202);
    assertThat(accepted.header("Preference-Applied")).isEmpty();
    String at = accepted.header("Location").replace("/api/v1", "");
    JsonNode done =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> api.get(at).expect(200).json(), job -> !job.get("endedAt").isNull());
    assertThat(done.get("state").asText()).isEqualTo("DONE");
    assertThat(done.at("/result/created").asInt()).isEqualTo(900);
    assertThat(done.at("/result/unchanged").asInt()).isEqualTo(100);
    assertThat(spool.toFile().list()).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsRefusedWhetherItsSizeIsSaidBeforeOrNot() throws Exception {
    byte[] large = ImportJobContract.table(30_000).getBytes(StandardCharsets.UTF_8);
    assertThat(large.length).isGreaterThan(MOST);
    assertThat(chunked(large)).isEqualTo(413);
    assertThat(spool.toFile().list()).isEmpty();
    byte[] allowed = ImportJobContract.table(5).getBytes(StandardCharsets.UTF_8);
    assertThat(chunked(allowed)).isEqualTo(200);
  }

  @Test
  void ofAFileThatBreaksOffNothingStays() throws IOException {
    URI server = api.uri();
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      String head =
          "POST /api/v1"
              + path
              + "/imports/delegates HTTP/1.1\r\nHost: "
              + server.getAuthority()
              + "\r\nAuthorization: Bearer "
              + api.token()
              + "\r\nContent-Type: text/csv\r\nContent-Length: 900000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket
          .getOutputStream()
          .write(ImportJobContract.table(5000).getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
    api.csv(path + "/imports/delegates", ImportJobContract.table(3)).expect(200);
    assertThat(api.get(path + "/delegates").json().get("total").asInt()).isEqualTo(3);
    assertThat(spool.toFile().list()).isEmpty();
  }

  @Test
  void anotherCallMayNotBeSoLarge() {
    api.call("POST", "/conferences", "{\"title\":\"" + "x".repeat(MOST + 10) + "\"}").expect(413);
  }

  private int chunked(byte[] file) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(api.uri().resolve("/api/v1" + path + "/imports/delegates"))
              .header("Authorization", "Bearer " + api.token())
              .header("Content-Type", "text/csv")
              .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(file)))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }
}
