package org.rollcall.access;

import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A caller with what proves it, as found when its request came in. */
public final class Authenticated {
  private static final String ATTRIBUTE = "rollcall.authenticated";

  private final Caller caller;
  private final Credential credential;
  private final @Nullable Instant expiresAt;
  private final long asOf;

  Authenticated(Caller caller, Credential credential, @Nullable Instant expiresAt, long asOf) {
    this.caller = caller;
    this.credential = credential;
    this.expiresAt = expiresAt;
    this.asOf = asOf;
  }

  /** Who called with this request; empty where the call is open to all. */
  public static Optional<Authenticated> of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, Authenticated.class);
  }

  /** Who calls. */
  public Caller caller() {
    return caller;
  }

  /** When it ends by itself, or null. */
  public @Nullable Instant expiresAt() {
    return expiresAt;
  }

  Credential credential() {
    return credential;
  }

  /** The count of revocations known when this was read from the database. */
  long asOf() {
    return asOf;
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  void attachTo(HttpRequest<?> request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
