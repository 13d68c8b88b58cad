package org.rollcall.attendance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator's device asks to have recorded. Its texts are checked and its codes canonical.
 */
public sealed interface Command {
  /**
   * What every command carries.
   *
   * @param rollCall the one the device was in; null means the open one
   * @param happenedAt by the device's clock; null means the server's now
   * @param offline whether it waited on the device and tells what already happened
   * @param force answers every question with yes
   */
  record Stamp(
      UUID id,
      @Nullable Integer rollCall,
      @Nullable Instant happenedAt,
      boolean offline,
      boolean force,
      Source source) {}

  /** Someone who comes in without being on the roster. */
  sealed interface Newcomer {
    /** Nobody knows this person yet. */
    record Unknown(String fullName, @Nullable String title, @Nullable String organisation)
        implements Newcomer {}

    /** Someone who has a code already. */
    record Known(String code) implements Newcomer {}
  }

  record CheckIn(Stamp stamp, String delegate) implements Command {}

  record CheckOut(Stamp stamp, String delegate) implements Command {}

  record Excuse(Stamp stamp, String delegate, String reason) implements Command {}

  record Absent(Stamp stamp, String delegate, @Nullable String reason) implements Command {}

  record WalkIn(Stamp stamp, Newcomer.Unknown person) implements Command {}

  record Substitute(Stamp stamp, String delegate, Newcomer person, @Nullable String reason)
      implements Command {}

  record Undo(Stamp stamp, UUID undoes, @Nullable String reason) implements Command {}

  record SiteReport(Stamp stamp, int counted, @Nullable String note) implements Command {}

  Stamp stamp();

  default UUID id() {
    return stamp().id();
  }

  default EventType type() {
    return switch (this) {
      case CheckIn c -> EventType.CHECK_IN;
      case CheckOut c -> EventType.CHECK_OUT;
      case Excuse c -> EventType.EXCUSE;
      case Absent c -> EventType.ABSENT;
      case WalkIn c -> EventType.WALK_IN;
      case Substitute c -> EventType.SUBSTITUTE;
      case Undo c -> EventType.UNDO;
      case SiteReport c -> EventType.SITE_REPORT;
    };
  }

  /** The delegate that the command names, if it names one. */
  default @Nullable String subject() {
    return switch (this) {
      case CheckIn c -> c.delegate();
      case CheckOut c -> c.delegate();
      case Excuse c -> c.delegate();
      case Absent c -> c.delegate();
      case Substitute c -> c.delegate();
      case WalkIn c -> null;
      case Undo c -> null;
      case SiteReport c -> null;
    };
  }

  /** What the sender wrote about it: a reason or a note. */
  default @Nullable String remark() {
    return switch (this) {
      case CheckIn c -> null;
      case CheckOut c -> null;
      case WalkIn c -> null;
      case Excuse c -> c.reason();
      case Absent c -> c.reason();
      case Substitute c -> c.reason();
      case Undo c -> c.reason();
      case SiteReport c -> c.note();
    };
  }

  /**
   * By which a replay is known: type, delegate, person, {@code undoes}, {@code reason} and {@code
   * counted}, mixed with the id so that equal bodies of different commands do not show. The roll
   * call is compared apart, because a command may leave it to the server.
   */
  default byte[] digest() {
    StringBuilder body = new StringBuilder(96).append(id()).append('\n').append(type().word());
    switch (this) {
      case CheckIn c -> put(body, c.delegate());
      case CheckOut c -> put(body, c.delegate());
      case Excuse c -> put(put(body, c.delegate()), c.reason());
      case Absent c -> put(put(body, c.delegate()), c.reason());
      case WalkIn c -> put(body, c.person());
      case Substitute c -> put(put(put(body, c.delegate()), c.person()), c.reason());
      case Undo c -> put(put(body, c.undoes().toString()), c.reason());
      case SiteReport c -> put(body, Integer.toString(c.counted()));
    }
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(sha.digest(body.toString().getBytes(StandardCharsets.UTF_8)), 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static StringBuilder put(StringBuilder body, Newcomer person) {
    return switch (person) {
      case Newcomer.Known known -> put(body.append("\nknown"), known.code());
      case Newcomer.Unknown unknown ->
          put(put(put(body, unknown.fullName()), unknown.title()), unknown.organisation());
    };
  }

  private static StringBuilder put(StringBuilder body, @Nullable String part) {
    return part == null
        ? body.append("\n-")
        : body.append("\n+").append(part.length()).append(part);
  }
}
