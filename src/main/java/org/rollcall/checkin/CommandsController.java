package org.rollcall.checkin;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.access.Denied;
import org.rollcall.attendance.Attempt;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Command;
import org.rollcall.attendance.Desk;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Outcome;
import org.rollcall.attendance.Sender;
import org.rollcall.headcount.Figures;
import org.rollcall.web.Fault;
import org.rollcall.web.Language;
import org.rollcall.web.Problem;

/** The commands of the socket over HTTP, for a device whose network blocks sockets. */
@Controller("/api/v1/conferences/{conference}/commands")
final class CommandsController {
  private final Desks desks;
  private final CheckInTools tools;
  private final HttpAllowance allowance;

  CommandsController(Desks desks, CheckInTools tools, HttpAllowance allowance) {
    this.desks = desks;
    this.tools = tools;
    this.allowance = allowance;
  }

  /**
   * One result for each command, in order, once all are durable. Of what one caller has under way
   * in all calls together, what is more than a socket may have is answered {@code TRY_LATER}.
   */
  @Post
  @SingleResult
  @ExecuteOn(TaskExecutors.BLOCKING)
  CompletionStage<List<Frames.Result>> commands(
      Caller caller,
      HttpRequest<?> request,
      long conference,
      @Nullable @QueryValue String site,
      @Body JsonNode body) {
    String at = siteOf(caller, site);
    caller.requireRoster(conference, at);
    Desk desk = desks.of(conference);
    if (!desk.register().sites().contains(at)) {
      throw Problem.notFound("checkin.no-such-site", at);
    }
    if (!body.isArray() || body.size() > tools.limits().commandsPerFrame()) {
      throw Problem.invalid(
          Fault.at("", "ARRAY", "checkin.array-size", tools.limits().commandsPerFrame()));
    }
    var reader = new Answers.Reader(caller, conference, at, Language.of(request));
    return new Answering(desk, reader).all(body);
  }

  private static String siteOf(Caller caller, @Nullable String named) {
    // the right before the input: who may send no commands is told that first
    return switch (caller) {
      case Caller.Coordinator coordinator when named == null -> coordinator.site();
      case Caller.Coordinator _, Caller.Organizer _ ->
          Codes.canonical(named == null ? "" : named)
              .orElseThrow(() -> Problem.badRequest("checkin.conference-and-site"));
      case Caller.Viewer _, Caller.BoardPass _ -> throw new Denied("access.figures-only");
    };
  }

  private final class Answering {
    private final Desk desk;
    private final Answers.Reader reader;
    private final Sender sender;

    Answering(Desk desk, Answers.Reader reader) {
      this.desk = desk;
      this.reader = reader;
      this.sender =
          new Sender(
              reader.site(), reader.caller().by(), reader.caller() instanceof Caller.Organizer);
    }

    CompletionStage<List<Frames.Result>> all(JsonNode body) {
      List<Inbound.Element> elements = new ArrayList<>(body.size());
      body.forEach(node -> elements.add(tools.frames().element(node)));
      int commands = (int) elements.stream().filter(Inbound.Good.class::isInstance).count();
      int taken = allowance.take(sender.by(), elements.size(), commands, System.nanoTime());
      List<CompletableFuture<Frames.Result>> results = new ArrayList<>(elements.size());
      List<Attempt> frame = new ArrayList<>(taken);
      for (Inbound.Element element : elements) {
        CompletableFuture<Frames.Result> result = new CompletableFuture<>();
        results.add(result);
        switch (element) {
          case Inbound.Good(Command command) when frame.size() == taken ->
              result.complete(tools.answers().result(reader, command, Outcome.tryLater(), null));
          case Inbound.Good(Command command) ->
              frame.add(
                  new Attempt(
                      command,
                      sender,
                      null,
                      outcome -> tools.answers().mayLearn(reader, outcome),
                      outcome -> decided(command, outcome, result)));
          case Inbound.Bad bad ->
              result.complete(tools.answers().invalid(reader, bad.id(), bad.type(), bad.faults()));
          case Inbound.Wrong wrong -> result.complete(wrong(wrong));
        }
      }
      desk.submit(frame);
      return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
          .thenApply(done -> results.stream().map(CompletableFuture::join).toList());
    }

    private Frames.Result wrong(Inbound.Wrong wrong) {
      Fault fault = Fault.at("", wrong.code().name(), wrong.key(), wrong.arguments().toArray());
      return tools.answers().invalid(reader, id(wrong.id()), "unknown", List.of(fault));
    }

    private static @Nullable UUID id(@Nullable String echoed) {
      try {
        return echoed == null ? null : UUID.fromString(echoed);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    private void decided(
        Command command, Outcome outcome, CompletableFuture<Frames.Result> result) {
      boolean recorded = outcome instanceof Outcome.Applied || outcome instanceof Outcome.Replayed;
      Figures now = recorded ? tools.counts(reader.conference()).own(reader.site()) : null;
      tools
          .herald()
          .tell(() -> {
            allowance.answered(sender.by());
            result.complete(
                Objects.requireNonNull(tools.answers().result(reader, command, outcome, now)));
          });
    }
  }
}
