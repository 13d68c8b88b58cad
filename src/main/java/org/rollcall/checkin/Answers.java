package org.rollcall.checkin;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Attempts;
import org.rollcall.access.Caller;
import org.rollcall.access.ForeignLookups;
import org.rollcall.attendance.Command;
import org.rollcall.attendance.DeskMeters;
import org.rollcall.attendance.Desks;
import org.rollcall.attendance.Event;
import org.rollcall.attendance.Outcome;
import org.rollcall.attendance.Place;
import org.rollcall.attendance.Reason;
import org.rollcall.attendance.Retry;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.Standing;
import org.rollcall.headcount.Figures;
import org.rollcall.web.Fault;
import org.rollcall.web.Language;
import org.rollcall.web.Messages;

/**
 * Makes of what the desk decided what the sender is told: no more than the protocol grants, in his
 * language.
 */
@Singleton
final class Answers {
  private final Messages messages;
  private final Attempts attempts;
  private final ForeignLookups lookups;
  private final Desks desks;
  private final DeskMeters meters;

  Answers(
      Messages messages,
      Attempts attempts,
      ForeignLookups lookups,
      Desks desks,
      DeskMeters meters) {
    this.messages = messages;
    this.attempts = attempts;
    this.lookups = lookups;
    this.desks = desks;
    this.meters = meters;
  }

  /** Whom an answer goes to. */
  record Reader(Caller caller, long conference, String site, Language language) {}

  /** The result of a command. Records what was refused or asked. */
  Frames.Result result(Reader reader, Command command, Outcome outcome, @Nullable Figures now) {
    return switch (outcome) {
      case Outcome.Applied applied ->
          recorded(
              command,
              Frames.Outcome.APPLIED,
              applied.event(),
              applied.delegate(),
              applied.substituted(),
              now);
      case Outcome.Replayed replayed ->
          recorded(
              command,
              Frames.Outcome.REPLAYED,
              replayed.event(),
              replayed.delegate(),
              replayed.substituted(),
              now);
      case Outcome.Asked asked -> asked(reader, command, asked);
      case Outcome.Refused refused -> refused(reader, command, refused);
    };
  }

  /**
   * Whether the reader may learn of a question or refusal: about other sites' delegates only so
   * many a minute.
   */
  boolean mayLearn(Reader reader, Outcome outcome) {
    Outcome.Subject subject =
        switch (outcome) {
          case Outcome.Asked asked -> asked.subject();
          case Outcome.Refused refused -> refused.subject();
          case Outcome.Applied _, Outcome.Replayed _ -> null;
        };
    return subject == null
        || !subject.foreign()
        || !(reader.caller() instanceof Caller.Coordinator coordinator)
        || lookups.allow(coordinator.passId());
  }

  /** The result of an element that is no command. */
  Frames.Result invalid(Reader reader, @Nullable UUID id, String type, List<Fault> faults) {
    meters.malformed();
    attempts.record(
        reader.conference(),
        reader.site(),
        reader.caller().by(),
        type,
        Reason.INVALID.name(),
        null);
    return plain(id, Reason.INVALID, Retry.NEVER, reader.language(), faults);
  }

  /** What {@code wrong} says, as a text. */
  String text(Language language, Inbound.Wrong wrong) {
    return messages.text(language, wrong.key(), wrong.arguments());
  }

  private static Frames.Result recorded(
      Command command,
      Frames.Outcome outcome,
      Event event,
      @Nullable Object delegate,
      org.rollcall.attendance.@Nullable Card substituted,
      @Nullable Figures now) {
    Place from = event.from();
    return new Frames.Result(
        "result",
        command.id(),
        outcome,
        event.revision(),
        event.review(),
        null,
        null,
        delegate,
        substituted,
        from == null ? null : new Frames.Previous(from.state(), from.site(), null, null),
        null,
        null,
        null,
        null,
        now);
  }

  private Frames.Result asked(Reader reader, Command command, Outcome.Asked asked) {
    attempted(reader, command, asked.reason());
    return about(
        reader,
        command,
        Frames.Outcome.NEEDS_CONFIRMATION,
        asked.reason(),
        null,
        asked.subject(),
        asked.candidates().isEmpty() ? null : asked.candidates());
  }

  private Frames.Result refused(Reader reader, Command command, Outcome.Refused refused) {
    attempted(reader, command, refused.reason());
    Outcome.Subject subject = refused.subject();
    if (refused.reason() == Reason.INVALID) {
      Fault fault = Fault.at("/person/code", "SAME_PERSON", "checkin.same-person");
      return plain(command.id(), Reason.INVALID, Retry.NEVER, reader.language(), List.of(fault));
    }
    return about(
        reader, command, Frames.Outcome.REFUSED, refused.reason(), refused.retry(), subject, null);
  }

  private Frames.Result about(
      Reader reader,
      Command command,
      Frames.Outcome outcome,
      Reason reason,
      @Nullable Retry retry,
      Outcome.@Nullable Subject subject,
      @Nullable List<org.rollcall.attendance.Card> candidates) {
    Object card = null;
    Frames.Previous previous = null;
    String name = "";
    String site = "";
    Map<String, String> siteNames = new LinkedHashMap<>();
    if (subject != null) {
      name = subject.card().fullName();
      Standing standing = subject.standing();
      name(reader, subject.card().homeSite(), siteNames);
      if (subject.foreign()) {
        card = Frames.BriefCard.of(subject.card());
      } else {
        card = subject.card();
        site = standing.site() == null ? "" : standing.site();
        previous =
            new Frames.Previous(standing.state(), standing.site(), standing.since(), standing.by());
        name(reader, standing.site(), siteNames);
      }
    }
    return new Frames.Result(
        "result",
        command.id(),
        outcome,
        null,
        null,
        reason,
        messages.text(reader.language(), "checkin.reason." + reason.name(), name, site),
        card,
        null,
        previous,
        candidates,
        siteNames.isEmpty() ? null : siteNames,
        null,
        retry,
        null);
  }

  /** Puts the name of a site that the answer shows beside its code: people do not know codes. */
  private void name(Reader reader, @Nullable String code, Map<String, String> names) {
    Site site = code == null ? null : desks.of(reader.conference()).register().sites().get(code);
    if (site != null) {
      names.put(site.code(), site.name());
    }
  }

  private Frames.Result plain(
      @Nullable UUID id, Reason reason, Retry retry, Language language, List<Fault> faults) {
    return new Frames.Result(
        "result",
        id,
        Frames.Outcome.REFUSED,
        null,
        null,
        reason,
        messages.text(language, "checkin.reason." + reason.name()),
        null,
        null,
        null,
        null,
        null,
        faults.isEmpty()
            ? null
            : faults.stream().map(fault -> fault.view(messages, language)).toList(),
        retry,
        null);
  }

  private void attempted(Reader reader, Command command, Reason reason) {
    attempts.record(
        reader.conference(),
        reader.site(),
        reader.caller().by(),
        command.type().word(),
        reason.name(),
        command.subject());
  }
}
