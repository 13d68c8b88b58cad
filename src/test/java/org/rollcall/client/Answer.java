package org.rollcall.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** What an HTTP call came back with; the body is a missing node where there was none. */
public record Answer(int status, JsonNode body, HttpHeaders headers) {
  /** The body, after asserting the status. */
  public JsonNode expect(int expected) {
    assertThat(status).as(() -> "status of " + body).isEqualTo(expected);
    return body;
  }
}
