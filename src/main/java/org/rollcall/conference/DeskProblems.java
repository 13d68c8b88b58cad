package org.rollcall.conference;

import io.micronaut.context.annotation.Factory;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.transaction.exceptions.TransactionException;
import jakarta.inject.Singleton;
import org.rollcall.attendance.DeskBusy;
import org.rollcall.attendance.LogUnavailable;
import org.rollcall.attendance.NoSuchConference;
import org.rollcall.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what the desk and the database throw. */
@Factory
final class DeskProblems {
  private static final Logger LOG = LoggerFactory.getLogger(DeskProblems.class);
  private static final long SOON = 2;
  private static final long LATER = 5;

  private final ExceptionHandler<Problem, HttpResponse<?>> problems;

  DeskProblems(ExceptionHandler<Problem, HttpResponse<?>> problems) {
    this.problems = problems;
  }

  @Singleton
  ExceptionHandler<NoSuchConference, HttpResponse<?>> noSuchConference() {
    return (request, e) -> problems.handle(request, Problem.notFound("conference.none"));
  }

  @Singleton
  ExceptionHandler<DeskBusy, HttpResponse<?>> busy() {
    return (request, e) ->
        problems.handle(request, Problem.tryLater("web.service-unavailable", SOON));
  }

  @Singleton
  ExceptionHandler<Amendments.Unanswered, HttpResponse<?>> unanswered() {
    return (request, e) ->
        problems.handle(request, Problem.tryLater("conference.unanswered", LATER));
  }

  @Singleton
  ExceptionHandler<LogUnavailable, HttpResponse<?>> unavailable() {
    return (request, e) ->
        problems.handle(request, Problem.tryLater("web.service-unavailable", LATER));
  }

  @Singleton
  ExceptionHandler<DataAccessException, HttpResponse<?>> noData() {
    return (request, e) -> {
      LOG.warn("the database refused: {}", e.toString());
      return problems.handle(request, Problem.tryLater("web.service-unavailable", LATER));
    };
  }

  @Singleton
  ExceptionHandler<TransactionException, HttpResponse<?>> noTransaction() {
    return (request, e) -> {
      LOG.warn("the database refused: {}", e.toString());
      return problems.handle(request, Problem.tryLater("web.service-unavailable", LATER));
    };
  }
}
