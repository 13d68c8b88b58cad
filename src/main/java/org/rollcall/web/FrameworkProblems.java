package org.rollcall.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Says in our own words what the framework refuses: bad JSON, parameters, methods, sizes. */
@Singleton
@Replaces(bean = ErrorResponseProcessor.class)
final class FrameworkProblems implements ErrorResponseProcessor<ProblemBody> {
  private final Problems problems;

  FrameworkProblems(Problems problems) {
    this.problems = problems;
  }

  @Override
  public MutableHttpResponse<ProblemBody> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    var problem = problem(context.getRootCause().orElse(null), response.status());
    return problems.answer(context.getRequest(), problem, response);
  }

  private static Problem problem(@Nullable Throwable cause, HttpStatus status) {
    var json = json(cause);
    if (json != null) {
      return Problem.badRequest("web.bad-json").with(List.of(fault(json)));
    }
    return switch (cause) {
      case ConstraintViolationException violated -> violations(violated);
      case ConversionErrorException conversion -> badArgument(conversion.getArgument());
      case UnsatisfiedRouteException missing -> missingArgument(missing.getArgument());
      case null, default -> byStatus(status);
    };
  }

  private static @Nullable JacksonException json(@Nullable Throwable cause) {
    for (var inner = cause; inner != null; inner = inner.getCause()) {
      if (inner instanceof JacksonException json) {
        return json;
      }
    }
    return null;
  }

  private static Fault fault(JacksonException json) {
    var pointer =
        json instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(part -> part.getFieldName() == null ? part.getIndex() : part.getFieldName())
                .map(part -> "/" + part.toString().replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining())
            : "";
    if (json instanceof InvalidFormatException format
        && format.getTargetType() != null
        && format.getTargetType().isEnum()) {
      return Fault.at(
          pointer, "UNKNOWN_VALUE", "web.unknown-value", choices(format.getTargetType()));
    }
    if (json instanceof JsonMappingException) {
      return Fault.at(pointer, "WRONG_TYPE", "web.wrong-type");
    }
    var location = json.getLocation();
    return location == null
        ? Fault.at(pointer, "MALFORMED", "web.malformed")
        : Fault.at(
            pointer, "MALFORMED", "web.malformed-at", location.getLineNr(), location.getColumnNr());
  }

  private static String choices(Class<?> type) {
    var constants = type.getEnumConstants();
    return constants == null
        ? ""
        : List.of(constants).stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static Problem violations(ConstraintViolationException violated) {
    var faults = violated.getConstraintViolations().stream().map(FrameworkProblems::fault).toList();
    boolean ofParameters =
        faults.stream().allMatch(fault -> String.valueOf(fault.pointer()).startsWith("?"));
    return ofParameters
        ? Problem.badRequest("web.bad-parameter").with(faults)
        : Problem.invalid(faults);
  }

  private static Fault fault(ConstraintViolation<?> violation) {
    var inside =
        StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
            .filter(node -> node.getKind() == ElementKind.PROPERTY)
            .map(node ->
                (node.getIndex() == null ? "" : "/" + node.getIndex()) + "/" + node.getName())
            .collect(Collectors.joining());
    var names =
        StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
            .map(node -> String.valueOf(node.getName()))
            .toList();
    var code = code(violation);
    var key =
        switch (code) {
          case "REQUIRED" -> "web.required";
          case "TOO_LONG" -> "web.too-long";
          default -> "web.not-allowed";
        };
    return Fault.at(
        inside.isEmpty() ? "?" + names.getLast() : inside,
        code,
        key,
        violation.getConstraintDescriptor() == null
            ? ""
            : violation.getConstraintDescriptor().getAttributes().getOrDefault("max", ""));
  }

  private static String code(ConstraintViolation<?> violation) {
    var value = violation.getInvalidValue();
    if (value == null || value instanceof String text && text.isBlank()) {
      return "REQUIRED";
    }
    var descriptor = violation.getConstraintDescriptor();
    if (descriptor != null
        && value instanceof CharSequence text
        && descriptor.getAttributes().get("max") instanceof Integer max
        && text.length() > max) {
      return "TOO_LONG";
    }
    return "INVALID";
  }

  private static Problem badArgument(Argument<?> argument) {
    return isBody(argument)
        ? Problem.badRequest("web.bad-json")
        : Problem.badRequest("web.bad-parameter")
            .with(List.of(Fault.at("?" + argument.getName(), "WRONG_TYPE", "web.wrong-type")));
  }

  private static Problem missingArgument(Argument<?> argument) {
    return isBody(argument)
        ? Problem.badRequest("web.no-body")
        : Problem.badRequest("web.bad-parameter")
            .with(List.of(Fault.at("?" + argument.getName(), "REQUIRED", "web.required")));
  }

  private static boolean isBody(Argument<?> argument) {
    AnnotationMetadata annotations = argument.getAnnotationMetadata();
    return annotations.hasAnnotation(Body.class);
  }

  private static Problem byStatus(HttpStatus status) {
    var name =
        switch (status) {
          case BAD_REQUEST,
              UNAUTHORIZED,
              FORBIDDEN,
              NOT_FOUND,
              METHOD_NOT_ALLOWED,
              NOT_ACCEPTABLE,
              REQUEST_ENTITY_TOO_LARGE,
              UNSUPPORTED_MEDIA_TYPE,
              SERVICE_UNAVAILABLE ->
              status.name().toLowerCase(Locale.ROOT).replace('_', '-');
          default -> status.getCode() < 500 ? "bad-request" : "failed";
        };
    return Problem.of(status, "web." + name);
  }
}
