package org.rollcall.pages;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rollcall.web.Problem;
import org.rollcall.web.SecurityHeaders;

/** The pages, the service worker, and the files that they are made of. */
@Controller
@Hidden
final class PageController {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_FIRST = "no-cache";

  private final Assets assets;
  private final String policy;
  private final Map<String, Asset> rendered = new ConcurrentHashMap<>();

  PageController(Assets assets) {
    this.assets = assets;
    this.policy = SecurityHeaders.policyWithScript(assets.importMapSource());
  }

  /** Who comes without a path is most likely preparing a conference. */
  @Get("/")
  HttpResponse<?> root() {
    return HttpResponse.seeOther(URI.create("/admin"));
  }

  /** What a coordinator's device shows. */
  @Get("/checkin")
  HttpResponse<byte[]> checkIn(HttpRequest<?> request) {
    return page(request, "checkin.html");
  }

  /** What organizers watch. */
  @Get("/board")
  HttpResponse<byte[]> board(HttpRequest<?> request) {
    return page(request, "board.html");
  }

  /** The same for a hall's projector. */
  @Get("/board/hall")
  HttpResponse<byte[]> hall(HttpRequest<?> request) {
    return page(request, "hall.html");
  }

  /** Where a conference is prepared. */
  @Get("/admin")
  HttpResponse<byte[]> admin(HttpRequest<?> request) {
    return page(request, "admin.html");
  }

  /** What lets the check-in page start without a line. */
  @Get("/sw.js")
  HttpResponse<byte[]> worker(HttpRequest<?> request) {
    return page(request, "sw.js");
  }

  /** The pages' own files. */
  @Get("/app/{+path}")
  HttpResponse<byte[]> own(HttpRequest<?> request, String path) {
    return file(request, "app/" + path);
  }

  /** The libraries' files. */
  @Get("/lib/{+path}")
  HttpResponse<byte[]> library(HttpRequest<?> request, String path) {
    return file(request, "lib/" + path);
  }

  private HttpResponse<byte[]> page(HttpRequest<?> request, String template) {
    return answer(request, rendered.computeIfAbsent(template, assets::render), ASK_FIRST)
        .header("Content-Security-Policy", policy);
  }

  private HttpResponse<byte[]> file(HttpRequest<?> request, String path) {
    Assets.Found found = assets.find(path);
    if (found == null) {
      throw Problem.notFound("web.not-found");
    }
    return answer(request, found.asset(), found.forEver() ? FOR_EVER : ASK_FIRST);
  }

  private static MutableHttpResponse<byte[]> answer(
      HttpRequest<?> request, Asset asset, String keeping) {
    byte[] gzip = accepts(request, HttpHeaders.ACCEPT_ENCODING, "gzip") ? asset.gzip() : null;
    String tag = "\"" + asset.hash() + (gzip == null ? "" : "-gz") + "\"";
    MutableHttpResponse<byte[]> answer =
        accepts(request, HttpHeaders.IF_NONE_MATCH, tag)
            ? HttpResponse.<byte[]>status(HttpStatus.NOT_MODIFIED)
            : HttpResponse.ok(gzip == null ? asset.bytes() : gzip);
    if (asset.gzip() != null) {
      answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
    if (gzip != null) {
      answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return answer
        .header(HttpHeaders.CONTENT_TYPE, asset.type())
        .header(HttpHeaders.CACHE_CONTROL, keeping)
        .header(HttpHeaders.ETAG, tag);
  }

  /** Whether a header that is a list has that value, and does not give it no weight. */
  private static boolean accepts(HttpRequest<?> request, String header, String value) {
    return request.getHeaders().getAll(header).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .map(entry -> entry.replace(" ", ""))
        .anyMatch(entry ->
            entry.equals(value)
                || entry.equals("W/" + value)
                || entry.startsWith(value + ";") && !entry.matches(".*;q=0(\\.0*)?"));
  }
}
