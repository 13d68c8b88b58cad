package org.rollcall.access;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Codes;
import org.rollcall.web.Listing;
import org.rollcall.web.Page;
import org.rollcall.web.Problem;
import org.rollcall.web.PublicAddress;

/** Passes of sites and boards, for organizers. */
@Controller("/api/v1/conferences/{conference}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "access")
final class PassController {
  @Introspected
  record NewPass(@Nullable String label, @Nullable Instant expiresAt) {}

  /**
   * A new pass. The token is shown this once.
   *
   * @param site null for a board pass
   */
  @Introspected
  @Schema(name = "MadePass")
  record MadePass(long id, @Nullable String site, String token, String url) {}

  @Introspected
  @Schema(name = "Pass")
  record PassView(
      long id,
      @Nullable String label,
      @Nullable String site,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable Instant lastSeenAt) {}

  private static final NewPass PLAIN = new NewPass(null, null);

  private final Passes passes;
  private final PublicAddress address;

  PassController(Passes passes, PublicAddress address) {
    this.passes = passes;
    this.address = address;
  }

  /** Makes a pass for one site. */
  @Post("/sites/{code}/passes")
  @Status(HttpStatus.CREATED)
  MadePass make(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      String code,
      @Body @Nullable NewPass pass) {
    caller.requireOrganizer();
    var wanted = pass == null ? PLAIN : pass;
    return view(
        request, passes.make(conference, canonical(code), wanted.label(), wanted.expiresAt()));
  }

  /** The passes of one site. */
  @Get("/sites/{code}/passes")
  Listing<PassView> list(
      @Parameter(hidden = true) Caller caller,
      long conference,
      String code,
      @QueryValue(defaultValue = "0") int page,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int size) {
    caller.requireOrganizer();
    return list(passes.ofSite(conference, canonical(code)), new Page(page, size));
  }

  /** Revokes a pass; what is open with it is closed at once. */
  @Delete("/sites/{code}/passes/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void revoke(@Parameter(hidden = true) Caller caller, long conference, String code, long id) {
    caller.requireOrganizer();
    passes.revoke(conference, canonical(code), id);
  }

  /** Makes a pass for every site. */
  @Post("/passes")
  @Status(HttpStatus.CREATED)
  Listing<MadePass> makeForAll(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @Body @Nullable NewPass pass) {
    caller.requireOrganizer();
    var wanted = pass == null ? PLAIN : pass;
    var made =
        passes.makeForAll(conference, wanted.label(), wanted.expiresAt()).stream()
            .map(each -> view(request, each))
            .toList();
    return new Listing<>(made, made.size());
  }

  /** The passes of all sites. */
  @Get("/passes")
  Listing<PassView> listAll(
      @Parameter(hidden = true) Caller caller,
      long conference,
      @QueryValue(defaultValue = "0") int page,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int size) {
    caller.requireOrganizer();
    return list(passes.ofAllSites(conference), new Page(page, size));
  }

  /** Makes a pass for a board: figures, no names. */
  @Post("/board-passes")
  @Status(HttpStatus.CREATED)
  MadePass makeForBoard(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @Body @Nullable NewPass pass) {
    caller.requireOrganizer();
    var wanted = pass == null ? PLAIN : pass;
    return view(request, passes.make(conference, null, wanted.label(), wanted.expiresAt()));
  }

  /** The passes of boards. */
  @Get("/board-passes")
  Listing<PassView> listOfBoards(
      @Parameter(hidden = true) Caller caller,
      long conference,
      @QueryValue(defaultValue = "0") int page,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int size) {
    caller.requireOrganizer();
    return list(passes.ofBoards(conference), new Page(page, size));
  }

  /** Revokes a board's pass. */
  @Delete("/board-passes/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void revokeOfBoard(@Parameter(hidden = true) Caller caller, long conference, long id) {
    caller.requireOrganizer();
    passes.revoke(conference, null, id);
  }

  private Listing<PassView> list(List<PassRow> rows, Page page) {
    var shown = page.of(rows);
    return new Listing<>(shown.items().stream().map(this::view).toList(), shown.total());
  }

  private PassView view(PassRow row) {
    return new PassView(
        row.key(),
        row.label(),
        row.site(),
        row.createdAt(),
        row.expiresAt(),
        row.revokedAt(),
        passes.lastSeen(row));
  }

  private MadePass view(HttpRequest<?> request, Passes.Made made) {
    var row = made.row();
    // the token stands in the fragment, which a browser sends to nobody
    var path = (row.site() == null ? "/board#" : "/checkin#") + made.token().text();
    return new MadePass(row.key(), row.site(), made.token().text(), address.link(request, path));
  }

  private static String canonical(String code) {
    return Codes.canonical(code).orElseThrow(() -> Problem.notFound("access.no-site", code));
  }
}
