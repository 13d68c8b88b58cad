package org.rollcall.web;

import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal that goes to the caller as RFC 9457 {@code application/problem+json} in the language
 * asked for. Thrown from controllers and filters; it is bad input and not a failure of the server,
 * so it has no stack trace and is not logged.
 */
public class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String key;
  private final transient List<Object> arguments;
  private final transient List<Fault> faults;
  private final transient Map<String, String> headers;
  private final int faultCount;

  /**
   * A problem.
   *
   * @param key the message that explains it; also the last part of its {@code type}
   */
  protected Problem(
      HttpStatus status,
      String key,
      List<Object> arguments,
      List<Fault> faults,
      Map<String, String> headers) {
    this(status, key, arguments, faults, headers, faults.size());
  }

  private Problem(
      HttpStatus status,
      String key,
      List<Object> arguments,
      List<Fault> faults,
      Map<String, String> headers,
      int faultCount) {
    super(status.getCode() + " " + key, null, false, false);
    this.status = status;
    this.key = key;
    this.arguments = List.copyOf(arguments);
    this.faults = List.copyOf(faults);
    this.headers = Map.copyOf(headers);
    this.faultCount = faultCount;
  }

  /** A problem with any status. */
  public static Problem of(HttpStatus status, String key, Object... arguments) {
    return new Problem(status, key, List.of(arguments), List.of(), Map.of());
  }

  /** 400: the request cannot be understood. */
  public static Problem badRequest(String key, Object... arguments) {
    return of(HttpStatus.BAD_REQUEST, key, arguments);
  }

  /** 404: there is no such thing. */
  public static Problem notFound(String key, Object... arguments) {
    return of(HttpStatus.NOT_FOUND, key, arguments);
  }

  /** 409: the state does not allow it. */
  public static Problem conflict(String key, Object... arguments) {
    return of(HttpStatus.CONFLICT, key, arguments);
  }

  /** 422: understood, but what it asks for cannot be. */
  public static Problem invalid(Fault... faults) {
    return invalid(List.of(faults));
  }

  /** 422: understood, but what it asks for cannot be. */
  public static Problem invalid(List<Fault> faults) {
    return new Problem(HttpStatus.UNPROCESSABLE_ENTITY, "web.invalid", List.of(), faults, Map.of());
  }

  /** 503: the server is too busy; the same may be asked again after some seconds. */
  public static Problem tryLater(String key, long seconds) {
    return of(HttpStatus.SERVICE_UNAVAILABLE, key).header("Retry-After", Long.toString(seconds));
  }

  /** The same with the parts of the input that are at fault. */
  public Problem with(List<Fault> more) {
    var all = new ArrayList<>(faults);
    all.addAll(more);
    return new Problem(status, key, arguments, all, headers);
  }

  /** The same, where more is at fault than is listed. */
  public Problem counting(int all) {
    return new Problem(status, key, arguments, faults, headers, all);
  }

  /** The same with a header on its answer. */
  public Problem header(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Problem(status, key, arguments, faults, all, faultCount);
  }

  /** The status of the answer. */
  public HttpStatus status() {
    return status;
  }

  /** The key of the message that explains it. */
  public String key() {
    return key;
  }

  /** The arguments of that message. */
  public List<Object> arguments() {
    return arguments;
  }

  /** The parts of the input that are at fault, if any. */
  public List<Fault> faults() {
    return faults;
  }

  /** How many parts are at fault, of which not all need be listed. */
  public int faultCount() {
    return faultCount;
  }

  Map<String, String> headers() {
    return headers;
  }
}
