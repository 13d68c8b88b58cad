package org.rollcall.rehearse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What matters of a frame of the check-in socket.
 *
 * @param type never null; empty if there is none
 * @param revision 0 where there is none
 * @param delegate the code on the card
 */
record Frame(
    String type,
    @Nullable String id,
    @Nullable String outcome,
    @Nullable String reason,
    @Nullable String retry,
    @Nullable String epoch,
    @Nullable String delegate,
    long revision) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Reads one. What tells of others' commands is read no further than its revision. */
  static Frame read(byte[] bytes) throws IOException {
    String type = "";
    String id = null;
    String outcome = null;
    String reason = null;
    String retry = null;
    String epoch = null;
    String delegate = null;
    long revision = 0;
    try (JsonParser json = FACTORY.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the server sent what is no object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "type" -> type = json.getText();
          case "id" -> id = json.getValueAsString();
          case "outcome" -> outcome = json.getText();
          case "reason", "code" -> reason = json.getText();
          case "retry" -> retry = json.getText();
          case "epoch" -> epoch = json.getText();
          case "revision" -> revision = json.getLongValue();
          case "delegate" -> delegate = code(json);
          default -> json.skipChildren();
        }
        if (revision > 0 && type.equals("event")) {
          break;
        }
      }
    }
    return new Frame(type, id, outcome, reason, retry, epoch, delegate, revision);
  }

  private static @Nullable String code(JsonParser json) throws IOException {
    String code = null;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return null;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      if (field.equals("code")) {
        code = json.getText();
      } else {
        json.skipChildren();
      }
    }
    return code;
  }

  boolean isApplied() {
    return "APPLIED".equals(outcome);
  }

  boolean isReplayed() {
    return "REPLAYED".equals(outcome);
  }

  /** How the server judged it, in a word or two. */
  String judgement() {
    String judged = outcome == null ? type : outcome;
    return reason == null ? judged : judged + " " + reason;
  }
}
