package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import org.junit.jupiter.api.Test;

class SubprotocolTest {
  private static MutableHttpRequest<?> offering(String... lines) {
    MutableHttpRequest<?> request = HttpRequest.GET("/");
    for (String line : lines) {
      request.header("Sec-WebSocket-Protocol", line);
    }
    return request;
  }

  @Test
  void oneAmongOthersIsEnoughOnWhicheverLineItStands() {
    for (MutableHttpRequest<?> request :
        new MutableHttpRequest<?>[] {
          offering(),
          offering("rollcall.v1"),
          offering("rollcall.v2, rollcall.v1"),
          offering("rollcall.v2", "rollcall.v1"),
        }) {
      assertThatCode(() -> Subprotocol.require(request)).doesNotThrowAnyException();
    }
  }

  @Test
  void whoOffersOthersOnlyIsRefused() {
    assertThatThrownBy(() -> Subprotocol.require(offering("rollcall.v2", "chat,rollcall.v11")))
        .isInstanceOf(Problem.class);
  }
}
