package org.rollcall.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.Arrays;
import java.util.function.Supplier;

/** Answers that whoever called keeps, and has confirmed by their {@code ETag} instead of sent. */
public final class Conditional {
  private static final String WEAK = "W/";

  private Conditional() {}

  /**
   * Answers 200 with the body, or 304 where the caller has it already. Both tell that it is the
   * caller's alone, and what it depends on besides the address.
   *
   * @param tag in its quotes, {@code W/} before them if the same tag may stand for bodies that
   *     differ in some byte
   * @param body is asked for only where it is sent
   */
  public static <T> MutableHttpResponse<T> answer(
      HttpRequest<?> request, String tag, Supplier<T> body) {
    MutableHttpResponse<T> answer =
        isKnown(request, tag) ? HttpResponse.notModified() : HttpResponse.ok(body.get());
    return answer
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .header(HttpHeaders.VARY, "Authorization, Cookie, Rollcall-As");
  }

  /** Compared weakly, as RFC 9110 has it for {@code If-None-Match}. */
  private static boolean isKnown(HttpRequest<?> request, String tag) {
    String wanted = strong(tag);
    return request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .anyMatch(known -> known.equals("*") || strong(known).equals(wanted));
  }

  private static String strong(String tag) {
    return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
  }
}
