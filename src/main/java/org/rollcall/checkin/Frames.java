package org.rollcall.checkin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Card;
import org.rollcall.attendance.ConferenceLabel;
import org.rollcall.attendance.EventJson;
import org.rollcall.attendance.Reason;
import org.rollcall.attendance.Register;
import org.rollcall.attendance.Retry;
import org.rollcall.attendance.RollCallLabel;
import org.rollcall.attendance.Site;
import org.rollcall.attendance.State;
import org.rollcall.headcount.ConferenceCounts;
import org.rollcall.headcount.Figures;
import org.rollcall.headcount.SiteCount;
import org.rollcall.web.Fault;

/** What the server says on the check-in socket, as protocol version 1 has it. */
final class Frames {
  static final int PROTOCOL = 1;

  private Frames() {}

  record SiteLabel(String code, String name) {}

  record Welcome(
      String type,
      int protocol,
      Instant serverTime,
      UUID epoch,
      long revision,
      ConferenceLabel conference,
      RollCallLabel rollCall,
      SiteLabel site,
      Figures headcount,
      SiteCount.@Nullable Report report) {
    /** What a greeting is given for: when any of it changes, there is another. */
    record Labels(ConferenceLabel conference, RollCallLabel rollCall, SiteLabel site) {}

    Labels labels() {
      return new Labels(conference, rollCall, site);
    }

    /** The greeting of a site's sockets at a revision; null if there is no such site. */
    static @Nullable Welcome at(
        Register register, ConferenceCounts counts, String code, long revision) {
      Site site = register.sites().get(code);
      if (site == null) {
        return null;
      }
      SiteCount count = counts.count(code);
      return new Welcome(
          "welcome",
          PROTOCOL,
          Instant.now(),
          register.conference().epoch(),
          revision,
          ConferenceLabel.of(register.conference()),
          RollCallLabel.of(register.current()),
          new SiteLabel(site.code(), site.name()),
          count.own(),
          count.report());
    }
  }

  /** Where the person stood before. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Previous(
      State state, @Nullable String site, @Nullable Instant since, @Nullable String by) {}

  /** What a site learns of another's delegate from a question or a refusal. */
  record BriefCard(
      String code, String fullName, @Nullable String organisation, @Nullable String homeSite) {
    static BriefCard of(Card card) {
      return new BriefCard(card.code(), card.fullName(), card.organisation(), card.homeSite());
    }
  }

  /**
   * The answer to one command.
   *
   * @param delegate a {@link Card} or a {@link BriefCard}
   * @param siteNames the names of the sites that a question or refusal shows, by their codes
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      String type,
      @JsonInclude @Nullable UUID id,
      Outcome outcome,
      @Nullable Long revision,
      @Nullable Boolean review,
      @Nullable Reason reason,
      @Nullable String message,
      @Nullable Object delegate,
      @Nullable Card substituted,
      @Nullable Previous previous,
      @Nullable List<Card> candidates,
      @Nullable Map<String, String> siteNames,
      @Nullable List<Fault.View> errors,
      @Nullable Retry retry,
      @Nullable Figures headcount) {}

  enum Outcome {
    APPLIED,
    REPLAYED,
    NEEDS_CONFIRMATION,
    REFUSED
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Event(
      String type,
      long revision,
      EventJson event,
      @Nullable Card delegate,
      @Nullable Card substituted,
      Figures headcount) {}

  record Resumed(String type, long revision) {}

  record Reload(String type) {}

  record Pong(String type, Instant serverTime) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ErrorFrame(String type, Inbound.Code code, String message, @Nullable String id) {}
}
