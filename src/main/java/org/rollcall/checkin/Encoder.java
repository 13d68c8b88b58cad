package org.rollcall.checkin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;

/** Frames as bytes of JSON. */
@Singleton
final class Encoder {
  private final ObjectMapper json;

  Encoder(ObjectMapper json) {
    this.json = json;
  }

  byte[] bytes(Object frame) {
    try {
      return json.writeValueAsBytes(frame);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a frame of ours is no JSON", e);
    }
  }
}
