package org.rollcall.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** Makes the answer to a {@link Problem}. */
@Singleton
public final class Problems {
  private static final String TYPE = "urn:rollcall:problem:";

  private final Messages messages;

  Problems(Messages messages) {
    this.messages = messages;
  }

  MutableHttpResponse<ProblemBody> answer(HttpRequest<?> request, Problem problem) {
    return answer(request, problem, HttpResponse.status(problem.status()));
  }

  /** Keeps what the answer has already, such as {@code Allow}. */
  MutableHttpResponse<ProblemBody> answer(
      HttpRequest<?> request, Problem problem, MutableHttpResponse<?> response) {
    var language = Language.of(request);
    var answer =
        response
            .status(problem.status())
            .body(body(request, problem))
            .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE)
            .header(HttpHeaders.CONTENT_LANGUAGE, language.tag());
    problem.headers().forEach(answer::header);
    return answer;
  }

  /** A problem in the reader's language, for an answer that tells of one and is none itself. */
  public ProblemBody body(HttpRequest<?> request, Problem problem) {
    var language = Language.of(request);
    var status = problem.status();
    return new ProblemBody(
        TYPE + problem.key(),
        title(language, status.getCode(), status.getReason()),
        status.getCode(),
        messages.text(language, problem.key(), problem.arguments()),
        request.getPath(),
        problem.faults().stream().map(fault -> fault.view(messages, language)).toList(),
        problem.faultCount() > problem.faults().size() ? problem.faultCount() : null);
  }

  private String title(Language language, int status, String reason) {
    var key = "web.status." + status;
    return messages.has(language, key) ? messages.text(language, key) : reason;
  }
}
