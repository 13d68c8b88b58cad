package org.rollcall.checkin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.Codes;
import org.rollcall.attendance.Command;
import org.rollcall.attendance.EventType;
import org.rollcall.attendance.Source;
import org.rollcall.web.Fault;

/**
 * Reads frames as protocol version 1 has them. Unknown fields are passed over; no input makes it
 * throw.
 */
@Singleton
final class FrameReader {
  static final int NAME = 200;
  static final int TITLE = 300;
  static final int REMARK = 500;
  private static final int MOST_COUNTED = 1_000_000;
  private static final int MAX_DEPTH = 16;

  private final ObjectMapper json =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final CheckInLimits limits;

  FrameReader(CheckInLimits limits) {
    this.limits = limits;
  }

  /** What the text of one message is. */
  Inbound read(String text) {
    JsonNode node;
    try {
      node = json.readTree(text);
    } catch (JsonProcessingException e) {
      return malformed();
    }
    if (node.isArray()) {
      return readAll(node);
    }
    if (!node.isObject()) {
      return malformed();
    }
    JsonNode type = node.get("type");
    if (type == null || !type.isTextual()) {
      return wrong(Inbound.Code.INVALID, node, "checkin.type-missing");
    }
    return switch (type.textValue()) {
      case "ping" -> new Inbound.Ping();
      case "resume" -> resume(node);
      default -> {
        Inbound.Element element = element(node);
        yield element instanceof Inbound.Wrong wrong
            ? wrong
            : new Inbound.Commands(List.of(element));
      }
    };
  }

  private Inbound readAll(JsonNode array) {
    if (array.isEmpty() || array.size() > limits.commandsPerFrame()) {
      return new Inbound.Wrong(
          Inbound.Code.INVALID,
          null,
          "checkin.array-size",
          List.of(Integer.toString(limits.commandsPerFrame())));
    }
    List<Inbound.Element> elements = new ArrayList<>(array.size());
    array.forEach(node -> elements.add(element(node)));
    return new Inbound.Commands(elements);
  }

  private static Inbound resume(JsonNode node) {
    JsonNode epoch = node.get("epoch");
    JsonNode revision = node.get("revision");
    boolean valid =
        (epoch == null || epoch.isNull() || epoch.isTextual())
            && revision != null
            && revision.isIntegralNumber()
            && revision.canConvertToLong();
    return valid
        ? new Inbound.Resume(
            epoch == null || epoch.isNull() ? null : epoch.textValue(), revision.longValue())
        : wrong(Inbound.Code.INVALID, node, "checkin.resume-fields");
  }

  /** One command, alone or out of an array. */
  Inbound.Element element(JsonNode node) {
    if (!node.isObject()) {
      return malformed();
    }
    JsonNode word = node.get("type");
    if (word == null || !word.isTextual()) {
      return wrong(Inbound.Code.INVALID, node, "checkin.type-missing");
    }
    EventType type = EventType.of(word.textValue());
    boolean command =
        type != null
            && switch (type) {
              case CHECK_IN, CHECK_OUT, EXCUSE, ABSENT, WALK_IN, SUBSTITUTE, UNDO, SITE_REPORT ->
                  true;
              case CONFERENCE, ROLL_CALL, SITE, ROSTER -> false;
            };
    if (type == null || !command) {
      return wrong(Inbound.Code.UNKNOWN_TYPE, node, "checkin.unknown-type");
    }
    UUID id = uuid(node.get("id"));
    if (id == null) {
      return wrong(Inbound.Code.INVALID, node, "checkin.id-missing");
    }
    Fields fields = new Fields(node);
    Command read = fields.command(type, id);
    if (fields.mistyped != null) {
      return new Inbound.Wrong(
          Inbound.Code.INVALID, id.toString(), "checkin.wrong-type", List.of(fields.mistyped));
    }
    return read != null && fields.faults.isEmpty()
        ? new Inbound.Good(read)
        : new Inbound.Bad(id, type.word(), fields.faults);
  }

  private static Inbound.Wrong malformed() {
    return new Inbound.Wrong(Inbound.Code.MALFORMED_FRAME, null, "checkin.malformed", List.of());
  }

  private static Inbound.Wrong wrong(Inbound.Code code, JsonNode node, String key) {
    JsonNode id = node.get("id");
    boolean echo = id != null && id.isTextual() && id.textValue().length() <= Codes.MAX_LENGTH;
    return new Inbound.Wrong(code, echo ? id.textValue() : null, key, List.of());
  }

  private static @Nullable UUID uuid(@Nullable JsonNode node) {
    // UUID.fromString takes shorter forms too, which then come back written otherwise
    if (node == null || !node.isTextual() || node.textValue().length() != 36) {
      return null;
    }
    try {
      return UUID.fromString(node.textValue());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The fields of one command; collects what is wrong with them. */
  private static final class Fields {
    private final JsonNode node;
    private final List<Fault> faults = new ArrayList<>(1);
    private @Nullable String mistyped;

    Fields(JsonNode node) {
      this.node = node;
    }

    @Nullable Command command(EventType type, UUID id) {
      Command.Stamp stamp =
          new Command.Stamp(id, rollCall(), happenedAt(), flag("offline"), flag("force"), source());
      return switch (type) {
        case CHECK_IN -> new Command.CheckIn(stamp, code(node, "delegate", "/delegate"));
        case CHECK_OUT -> new Command.CheckOut(stamp, code(node, "delegate", "/delegate"));
        case EXCUSE ->
            new Command.Excuse(
                stamp,
                code(node, "delegate", "/delegate"),
                required(node, "reason", "/reason", REMARK));
        case ABSENT ->
            new Command.Absent(
                stamp,
                code(node, "delegate", "/delegate"),
                optional(node, "reason", "/reason", REMARK));
        case WALK_IN -> {
          JsonNode person = person();
          yield person == null ? null : new Command.WalkIn(stamp, unknown(person));
        }
        case SUBSTITUTE -> {
          String delegate = code(node, "delegate", "/delegate");
          String reason = optional(node, "reason", "/reason", REMARK);
          JsonNode person = person();
          yield person == null
              ? null
              : new Command.Substitute(stamp, delegate, newcomer(person), reason);
        }
        case UNDO -> {
          String reason = optional(node, "reason", "/reason", REMARK);
          UUID undoes = undoes();
          yield undoes == null ? null : new Command.Undo(stamp, undoes, reason);
        }
        case SITE_REPORT ->
            new Command.SiteReport(stamp, counted(), optional(node, "note", "/note", REMARK));
        case CONFERENCE, ROLL_CALL, SITE, ROSTER -> null;
      };
    }

    private @Nullable JsonNode field(JsonNode of, String name) {
      JsonNode value = of.get(name);
      return value == null || value.isNull() ? null : value;
    }

    private @Nullable Integer rollCall() {
      JsonNode value = field(node, "rollCall");
      if (value == null) {
        return null;
      }
      if (!value.isIntegralNumber()) {
        return mistyped("rollCall", null);
      }
      return value.canConvertToInt() ? value.intValue() : -1;
    }

    private @Nullable Instant happenedAt() {
      JsonNode value = field(node, "happenedAt");
      if (value == null) {
        return null;
      }
      if (!value.isTextual()) {
        return mistyped("happenedAt", null);
      }
      try {
        Instant instant = OffsetDateTime.parse(value.textValue()).toInstant();
        if (instant.isAfter(Instant.EPOCH)) {
          return instant;
        }
      } catch (DateTimeException e) {
        // said below
      }
      return fault("/happenedAt", "NOT_AN_INSTANT", "checkin.not-an-instant", null);
    }

    private boolean flag(String name) {
      JsonNode value = field(node, name);
      if (value == null) {
        return false;
      }
      return value.isBoolean() ? value.booleanValue() : mistyped(name, false);
    }

    private Source source() {
      JsonNode value = field(node, "source");
      if (value == null) {
        return Source.SEARCH;
      }
      if (!value.isTextual()) {
        return mistyped("source", Source.SEARCH);
      }
      try {
        return Source.valueOf(value.textValue());
      } catch (IllegalArgumentException e) {
        return fault("/source", "UNKNOWN_VALUE", "checkin.unknown-source", Source.SEARCH);
      }
    }

    private int counted() {
      JsonNode value = field(node, "counted");
      if (value == null) {
        return fault("/counted", "REQUIRED", "checkin.required", 0);
      }
      if (!value.isIntegralNumber()) {
        return mistyped("counted", 0);
      }
      boolean sensible =
          value.canConvertToInt() && value.intValue() >= 0 && value.intValue() <= MOST_COUNTED;
      return sensible
          ? value.intValue()
          : fault("/counted", "OUT_OF_RANGE", "checkin.counted-range", 0);
    }

    private @Nullable UUID undoes() {
      JsonNode value = field(node, "undoes");
      if (value != null && !value.isTextual()) {
        return mistyped("undoes", null);
      }
      UUID id = uuid(value);
      return id != null ? id : fault("/undoes", "REQUIRED", "checkin.undoes-missing", null);
    }

    private @Nullable JsonNode person() {
      JsonNode person = field(node, "person");
      if (person == null) {
        return fault("/person", "REQUIRED", "checkin.required", null);
      }
      return person.isObject() ? person : mistyped("person", null);
    }

    private Command.Newcomer newcomer(JsonNode person) {
      return field(person, "code") == null
          ? unknown(person)
          : new Command.Newcomer.Known(code(person, "code", "/person/code"));
    }

    private Command.Newcomer.Unknown unknown(JsonNode person) {
      return new Command.Newcomer.Unknown(
          required(person, "fullName", "/person/fullName", NAME),
          optional(person, "title", "/person/title", TITLE),
          optional(person, "organisation", "/person/organisation", TITLE));
    }

    private String code(JsonNode of, String name, String pointer) {
      JsonNode value = field(of, name);
      if (value == null) {
        return fault(pointer, "REQUIRED", "checkin.required", "");
      }
      if (!value.isTextual()) {
        return mistyped(name, "");
      }
      Optional<String> code = Codes.canonical(value.textValue());
      return code.isPresent() ? code.get() : fault(pointer, "NOT_A_CODE", "checkin.not-a-code", "");
    }

    private String required(JsonNode of, String name, String pointer, int limit) {
      String text = optional(of, name, pointer, limit);
      if (text != null) {
        return text;
      }
      return mistyped == null ? fault(pointer, "REQUIRED", "checkin.required", "") : "";
    }

    private @Nullable String optional(JsonNode of, String name, String pointer, int limit) {
      JsonNode value = field(of, name);
      if (value == null) {
        return null;
      }
      if (!value.isTextual()) {
        return mistyped(name, null);
      }
      String text = Normalizer.normalize(value.textValue(), Normalizer.Form.NFC).strip();
      // as everywhere else, and as the embedded database counts: an emoji is two
      if (text.length() > limit) {
        faults.add(
            Fault.at(
                pointer, "TOO_LONG", "checkin.too-long", String.format(Locale.ROOT, "%d", limit)));
        return text;
      }
      if (!isText(text)) {
        return fault(pointer, "NOT_TEXT", "checkin.not-text", text);
      }
      return text.isEmpty() ? null : text;
    }

    private static boolean isText(String text) {
      return text.codePoints()
          .noneMatch(c ->
              (Character.isISOControl(c) && c != '\n' && c != '\t')
                  || Character.getType(c) == Character.SURROGATE);
    }

    private <T extends @Nullable Object> T mistyped(String name, T instead) {
      if (mistyped == null) {
        mistyped = name;
      }
      return instead;
    }

    private <T extends @Nullable Object> T fault(
        String pointer, String code, String key, T instead) {
      faults.add(Fault.at(pointer, code, key));
      return instead;
    }
  }
}
