package org.rollcall.board;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.NoSuchConference;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.RollCall;
import org.rollcall.attendance.SiteTree;
import org.rollcall.headcount.Headcounts;
import org.rollcall.headcount.Snapshot;
import org.rollcall.web.Conditional;
import org.rollcall.web.Problem;

/** Headcounts, once. */
@Controller("/api/v1/conferences/{c}/headcounts")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "headcounts")
final class HeadcountController {
  private final Desks desks;
  private final Headcounts headcounts;
  private final BoardTools tools;
  private final Admission admission;
  private final Clock clock;

  /** Tells this run of the server from others: the count of changed links begins anew with each. */
  private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);

  @Inject
  HeadcountController(
      Desks desks, Headcounts headcounts, BoardTools tools, Admission admission, Clock clock) {
    this.desks = desks;
    this.headcounts = headcounts;
    this.tools = tools;
    this.admission = admission;
    this.clock = clock;
  }

  /**
   * The figures of a site, or of all roots, and of what is below down to some levels, as the board
   * socket shows them. Of a closed roll call, those of its last record. 503 from a server that does
   * not know whether it has the whole log: figures that may be old are never given as those of now.
   *
   * @param c the conference
   * @param rollCall without it, the current one
   * @param site the one at the top; without it, all roots
   * @param depth how many levels below the top, by default 1
   */
  @Get
  HttpResponse<Frames.SnapshotFrame> headcounts(
      HttpRequest<?> request,
      @Parameter(hidden = true) Caller caller,
      long c,
      @QueryValue @Nullable Integer rollCall,
      @QueryValue @Nullable String site,
      @QueryValue @Nullable Integer depth) {
    caller.requireConference(c);
    Register register = register(c);
    Scope scope = Scope.of(c, site, depth);
    admission.admit(caller, scope, register.sites());
    if (!tools.isCurrent(c)) {
      throw Problem.tryLater("board.not-current", tools.limits().unsureAfter().toSeconds());
    }
    RollCall wanted = rollCall == null ? register.current() : register.rollCall(rollCall);
    Instant asOf = clock.instant();
    Snapshot snapshot =
        wanted == null ? null : headcounts.of(c).snapshot(wanted, tree -> choose(scope, tree));
    if (snapshot == null) {
      throw Problem.notFound("board.no-roll-call", String.valueOf(rollCall));
    }
    SiteLinks now = tools.linksThen(c, snapshot.tree());
    return Conditional.answer(
        request,
        tag(snapshot, now),
        () -> new Showing(scope, snapshot, now).whole(snapshot.revision(), asOf));
  }

  private List<String> choose(Scope scope, SiteTree tree) {
    admission.requireShowable(scope, tree);
    return scope.shown(tree, Integer.MAX_VALUE - 1);
  }

  private Register register(long conference) {
    try {
      return desks.of(conference).register();
    } catch (NoSuchConference none) {
      throw Problem.notFound("board.no-conference", conference);
    }
  }

  private String tag(Snapshot snapshot, SiteLinks now) {
    return "W/\"%s-%d-%d-%d-%d-%s\""
        .formatted(
            snapshot.conference().epoch(),
            snapshot.rollCall().id(),
            snapshot.revision(),
            snapshot.structureRevision(),
            now.version(),
            run);
  }
}
