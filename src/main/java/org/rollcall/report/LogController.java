package org.rollcall.report;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.EventFilter;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.LogLimits;
import org.rollcall.attendance.LogReader;
import org.rollcall.attendance.LogReader.Noted;
import org.rollcall.attendance.Register;
import org.rollcall.conference.Revisioned;
import org.rollcall.web.Fault;
import org.rollcall.web.Listing;
import org.rollcall.web.Page;
import org.rollcall.web.Problem;

/** The attendance log. */
@Controller("/api/v1/conferences/{conference}/attendance")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "log")
final class LogController {
  private static final long FROM_THE_START = 0;

  private final Desks desks;
  private final LogReader log;
  private final LogLimits limits;

  LogController(Desks desks, LogReader log, LogLimits limits) {
    this.desks = desks;
    this.log = log;
    this.limits = limits;
  }

  /**
   * The events after a revision, in revision order, or those before one, newest first. {@code
   * total} counts what fits the filters, before and after.
   *
   * @param after 0 for all, as where both are left out; go on with the revision of the last event
   *     read
   * @param before instead of {@code after}; go on in the same way
   * @param rollCall only the events of that one
   * @param site only what was recorded from that site
   * @param delegate only what names that person
   * @param type only events of that type, such as check-in
   * @param by only what that user or pass recorded, such as pass:12
   * @param review only events that are, or are not, marked for review
   */
  @Get
  HttpResponse<Revisioned<LogItem>> read(
      @Parameter(hidden = true) Caller caller,
      HttpRequest<?> request,
      long conference,
      @QueryValue @Nullable Long after,
      @QueryValue @Nullable Long before,
      @QueryValue(defaultValue = Page.DEFAULT_SIZE) int limit,
      @QueryValue @Nullable Integer rollCall,
      @QueryValue @Nullable String site,
      @QueryValue @Nullable String delegate,
      @QueryValue @Nullable String type,
      @QueryValue @Nullable String by,
      @QueryValue @Nullable Boolean review) {
    caller.requireReports(conference);
    if (limit < 1 || limit > limits.page()) {
      throw bad(Fault.at("?limit", "INVALID", "web.size-range", limits.page()));
    }
    if (after != null && before != null) {
      throw bad(Fault.at("?before", "INVALID", "report.either-way"));
    }
    var filter =
        new EventFilter(rollCall, code(site), code(delegate), type(type), given(by), review);
    Register register = desks.of(conference).register();
    return Revisioned.answer(
        request,
        caller,
        register,
        log.emptied(conference),
        () ->
            before == null
                ? after(register, after == null ? FROM_THE_START : after, limit, filter)
                : before(register, before, limit, filter));
  }

  private Listing<LogItem> after(Register register, long after, int limit, EventFilter filter) {
    long upTo = register.revision();
    List<Noted> events =
        log.after(register.conference().id(), after, limit, filter).stream()
            .filter(noted -> noted.event().revision() <= upTo)
            .toList();
    return listing(register, events, upTo, filter);
  }

  private Listing<LogItem> before(Register register, long before, int limit, EventFilter filter) {
    long upTo = register.revision();
    List<Noted> events =
        log.before(register.conference().id(), Math.min(before, upTo + 1), limit, filter);
    return listing(register, events, upTo, filter);
  }

  private Listing<LogItem> listing(
      Register register, List<Noted> events, long upTo, EventFilter filter) {
    return new Listing<>(
        events.stream().map(noted -> LogItem.of(noted, register)).toList(),
        log.count(register.conference().id(), upTo, filter));
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** The code as the log has it; what is none is in no event. */
  private static @Nullable String code(@Nullable String raw) {
    String given = given(raw);
    return given == null ? null : Codes.canonical(given).orElse(given);
  }

  private static @Nullable EventType type(@Nullable String word) {
    String given = given(word);
    if (given == null) {
      return null;
    }
    EventType type = EventType.of(given);
    if (type == null) {
      String words =
          Arrays.stream(EventType.values()).map(EventType::word).collect(Collectors.joining(", "));
      throw bad(Fault.at("?type", "UNKNOWN_VALUE", "web.unknown-value", words));
    }
    return type;
  }

  private static Problem bad(Fault fault) {
    return Problem.badRequest("web.bad-parameter").with(List.of(fault));
  }
}
