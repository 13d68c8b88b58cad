package org.rollcall.conference;

import io.micronaut.context.annotation.Factory;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.transaction.exceptions.TransactionException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.rollcall.attendance.DeskBusy;
import org.rollcall.attendance.LogBusy;
import org.rollcall.attendance.LogUnavailable;
import org.rollcall.attendance.NoSuchConference;
import org.rollcall.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what the desk and the database throw. */
@Factory
public final class DeskProblems {
  private static final Logger LOG = LoggerFactory.getLogger(DeskProblems.class);
  private static final long SOON = 2;
  private static final long LATER = 5;
  private static final Problem NO_CONFERENCE = Problem.notFound("conference.none");
  private static final Problem BUSY = Problem.tryLater("web.service-unavailable", SOON);
  private static final Problem UNANSWERED = Problem.tryLater("conference.unanswered", LATER);
  private static final Problem NO_DATA = Problem.tryLater("web.service-unavailable", LATER);

  private final ExceptionHandler<Problem, HttpResponse<?>> problems;

  DeskProblems(ExceptionHandler<Problem, HttpResponse<?>> problems) {
    this.problems = problems;
  }

  /**
   * What to tell a caller of what was thrown while something was asked of the desk or the database:
   * a {@link Problem} is what it says itself. Null for a failure that nobody foresaw.
   */
  public static @Nullable Problem problem(Throwable thrown) {
    return switch (thrown) {
      case Problem problem -> problem;
      case NoSuchConference _ -> NO_CONFERENCE;
      case DeskBusy _ -> BUSY;
      case Amendments.Unanswered _ -> UNANSWERED;
      case LogBusy _, LogUnavailable _, DataAccessException _, TransactionException _ -> NO_DATA;
      default -> null;
    };
  }

  @Singleton
  ExceptionHandler<NoSuchConference, HttpResponse<?>> noSuchConference() {
    return (request, e) -> problems.handle(request, NO_CONFERENCE);
  }

  @Singleton
  ExceptionHandler<DeskBusy, HttpResponse<?>> busy() {
    return (request, e) -> problems.handle(request, BUSY);
  }

  @Singleton
  ExceptionHandler<Amendments.Unanswered, HttpResponse<?>> unanswered() {
    return (request, e) -> problems.handle(request, UNANSWERED);
  }

  @Singleton
  ExceptionHandler<LogBusy, HttpResponse<?>> logBusy() {
    return (request, e) -> problems.handle(request, NO_DATA);
  }

  @Singleton
  ExceptionHandler<LogUnavailable, HttpResponse<?>> unavailable() {
    return (request, e) -> problems.handle(request, NO_DATA);
  }

  @Singleton
  ExceptionHandler<DataAccessException, HttpResponse<?>> noData() {
    return (request, e) -> {
      LOG.warn("the database refused: {}", e.toString());
      return problems.handle(request, NO_DATA);
    };
  }

  @Singleton
  ExceptionHandler<TransactionException, HttpResponse<?>> noTransaction() {
    return (request, e) -> {
      LOG.warn("the database refused: {}", e.toString());
      return problems.handle(request, NO_DATA);
    };
  }
}
