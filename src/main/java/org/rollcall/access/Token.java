package org.rollcall.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** 256 random bits that open a door. Shown once to whom it is for; only its hash is kept. */
record Token(String text) {
  private static final int BYTES = 32;
  private static final int PASSWORD_LENGTH = 20;

  static Token random(SecureRandom random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** A password that nobody chose: 120 random bits, short enough to be typed off a screen. */
  static String password(SecureRandom random) {
    return random(random).text().substring(0, PASSWORD_LENGTH);
  }

  /** SHA-256: enough for a value that nobody can guess, and quick enough for every request. */
  byte[] hash() {
    return sha256(text);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Never the token itself: this may end up in a log. */
  @Override
  public String toString() {
    return "Token";
  }
}
