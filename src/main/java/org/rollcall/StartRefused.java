package org.rollcall;

/**
 * Rollcall cannot start as it was told to. The message is one line for the person who starts it:
 * what is wrong, and what to do. It holds no password.
 */
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartRefused(String message) {
    super(message.lines().findFirst().orElse(""));
  }
}
