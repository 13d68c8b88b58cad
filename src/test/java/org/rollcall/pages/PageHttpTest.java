package org.rollcall.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.RunningServer;

/** How pages and their files are served. */
class PageHttpTest {
  private static final Pattern ADDRESS = Pattern.compile("(?:href|src|content)=\"(/[^\"]+)\"");
  private static RunningServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    server = RunningServer.startReal(Map.of());
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    server.close();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/checkin", "/board", "/board/hall", "/admin"})
  void everythingThatAPageNamesIsThereForEver(String page) throws Exception {
    String text = text(get(page));

    List<String> addresses = ADDRESS.matcher(text).results().map(found -> found.group(1)).toList();
    assertThat(addresses).hasSizeGreaterThan(5);
    for (String address : addresses) {
      HttpResponse<byte[]> file = get(address);
      assertThat(file.statusCode()).as(address).isEqualTo(200);
      assertThat(file.headers().firstValue("Cache-Control"))
          .as(address)
          .hasValueSatisfying(value -> assertThat(value).contains("immutable", "max-age=31536000"));
    }
    assertThat(text).doesNotContain("{{").doesNotContain("http://").doesNotContain("https://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/checkin", "/board", "/board/hall", "/admin"})
  void noScriptMayRunButTheServersOwnAndTheImportMapByItsHash(String page) throws Exception {
    HttpResponse<byte[]> answer = get(page);
    String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
    Matcher map =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>").matcher(text(answer));
    assertThat(map.find()).isTrue();

    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(policy)
        .contains("default-src 'none'")
        .contains("script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';")
        .doesNotContain("unsafe");
  }

  @Test
  void aPageIsAskedForAnewAndAnsweredWithNothingWhereItIsTheSame() throws Exception {
    HttpResponse<byte[]> first = get("/checkin");
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> second = get("/checkin", "If-None-Match", tag);

    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @Test
  void filesAreCompressedForWhoTakesThem() throws Exception {
    HttpResponse<byte[]> plain = get("/app/base.css");
    HttpResponse<byte[]> packed = get("/app/base.css", "Accept-Encoding", "br, gzip;q=0.8");

    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(packed.headers().allValues("Vary")).contains("Accept-Encoding");
    assertThat(packed.body().length).isLessThan(plain.body().length / 2);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(plain.body());
    assertThat(packed.headers().firstValueAsLong("Content-Length").orElse(-1))
        .isCloseTo(packed.body().length, within(0L));
    assertThat(
            get("/app/base.css", "Accept-Encoding", "gzip;q=0")
                .headers()
                .firstValue("Content-Encoding"))
        .isEmpty();
  }

  @Test
  void theAddressOfAnotherVersionIsNotAnsweredWithThisOne() throws Exception {
    assertThat(get("/app/base.000000000000.css").statusCode()).isEqualTo(404);
    assertThat(get("/app/none.js").statusCode()).isEqualTo(404);
    assertThat(get("/app/../application.yml").statusCode()).isIn(400, 404);
    assertThat(get("/app/%2e%2e/application.yml").statusCode()).isIn(400, 404);
  }

  @Test
  void theServiceWorkerNamesWholeTheFilesOfTheCheckInPage() throws Exception {
    HttpResponse<byte[]> worker = get("/sw.js");
    assertThat(worker.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
    assertThat(worker.headers().firstValue("Cache-Control")).hasValue("no-cache");

    List<String> files =
        Pattern.compile("[\"'](/(?:app|lib)/[^\"']+)[\"']")
            .matcher(text(worker))
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertThat(files)
        .hasSizeGreaterThan(20)
        .anyMatch(file -> file.startsWith("/lib/lit-html/lit-html."))
        .anyMatch(file -> file.startsWith("/lib/html5-qrcode/"))
        .noneMatch(file -> file.startsWith("/app/board/") || file.startsWith("/app/admin/"));
    for (String file : files) {
      assertThat(get(file).statusCode()).as(file).isEqualTo(200);
    }
  }

  @Test
  void whoComesWithoutAPathIsLedToThePreparing() throws Exception {
    HttpResponse<byte[]> root = get("/");

    assertThat(root.statusCode()).isEqualTo(303);
    assertThat(root.headers().firstValue("Location")).hasValue("/admin");
  }

  private static String text(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(server.origin() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
