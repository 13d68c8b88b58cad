package org.rollcall.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** An address or a network of them, as in {@code 10.0.0.0/8}. */
record Network(InetAddress address, int prefix) {
  static Network parse(String text) {
    int slash = text.indexOf('/');
    var address = address(slash < 0 ? text : text.substring(0, slash));
    int bits = address.getAddress().length * 8;
    int prefix;
    try {
      prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
    } catch (NumberFormatException e) {
      prefix = -1;
    }
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("not a network: " + text);
    }
    return new Network(address, prefix);
  }

  /** An address written in digits; a name is never asked of DNS. */
  static InetAddress address(String text) {
    var plain =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    boolean literal =
        plain.indexOf(':') >= 0
            ? plain.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')
            : plain.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    if (!literal) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    try {
      return InetAddress.getByName(plain);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + text, e);
    }
  }

  boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    int whole = prefix / 8;
    if (!Arrays.equals(mine, 0, whole, theirs, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    int mask = 0xff << (8 - rest);
    return rest == 0 || (mine[whole] & mask) == (theirs[whole] & mask);
  }
}
