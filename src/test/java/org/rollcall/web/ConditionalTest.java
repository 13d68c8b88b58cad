package org.rollcall.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionalTest {
  private static HttpResponse<String> answer(String tag, String... known) {
    MutableHttpRequest<?> request = HttpRequest.GET("/");
    for (String line : known) {
      request.header(HttpHeaders.IF_NONE_MATCH, line);
    }
    HttpResponse<String> answer = Conditional.answer(request, tag, () -> "sĩ số");
    assertThat(answer.header(HttpHeaders.ETAG)).isEqualTo(tag);
    assertThat(answer.header(HttpHeaders.CACHE_CONTROL)).isEqualTo("private, no-cache");
    assertThat(answer.header(HttpHeaders.VARY)).isEqualTo("Authorization, Cookie, Rollcall-As");
    return answer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a.1\"", "W/\"a.1\"", "*", "\"b\", \"a.1\"", "\"b\",W/\"a.1\" "})
  void whatIsKnownIsNotSentAgainHoweverItIsNamed(String known) {
    for (String tag : new String[] {"\"a.1\"", "W/\"a.1\""}) {
      HttpResponse<String> answer = answer(tag, "\"c\"", known);
      assertThat(answer.code()).isEqualTo(304);
      assertThat(answer.getBody()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a.2\"", "W/\"a\"", "a.1", "", "\"*\""})
  void whatIsNotKnownIsSent(String known) {
    HttpResponse<String> answer = answer("\"a.1\"", known);
    assertThat(answer.code()).isEqualTo(200);
    assertThat(answer.getBody()).hasValue("sĩ số");
  }
}
