package org.rollcall.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what nobody foresaw: the log has the cause under an id, the caller has the id. */
@Singleton
final class UnexpectedHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedHandler.class);

  private final Problems problems;

  UnexpectedHandler(Problems problems) {
    this.problems = problems;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<?> handle(HttpRequest request, Throwable cause) {
    // a Problem may come wrapped by what carried it from another thread
    for (var inner = cause; inner != null; inner = inner.getCause()) {
      if (inner instanceof Problem problem) {
        return problems.answer(request, problem);
      }
    }
    var id = UUID.randomUUID();
    if (cause instanceof IOException) {
      // a client that went away in the middle of its request is no failure of the server
      LOG.info(
          "Request {} {} broke off: {} [{}]", request.getMethod(), request.getPath(), cause, id);
    } else {
      LOG.error("Request {} {} failed [{}]", request.getMethod(), request.getPath(), id, cause);
    }
    return problems.answer(
        request, Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "web.unexpected", id));
  }
}
