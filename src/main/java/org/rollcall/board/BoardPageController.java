package org.rollcall.board;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The page that shows a board; it gets what it shows over the socket. */
@Controller
@Hidden
final class BoardPageController {
  private final byte[] page;

  BoardPageController() {
    try (var file = BoardPageController.class.getResourceAsStream("/public/board.html")) {
      if (file == null) {
        throw new IllegalStateException("the board's page is missing");
      }
      page = file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Get("/board")
  HttpResponse<byte[]> board() {
    return HttpResponse.ok(page)
        .contentType(MediaType.TEXT_HTML + ";charset=utf-8")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache");
  }
}
