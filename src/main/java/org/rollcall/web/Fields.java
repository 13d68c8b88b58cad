package org.rollcall.web;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the texts of an input and gathers what is wrong with them. Not safe for threads. */
public final class Fields {
  private final List<Fault> faults = new ArrayList<>();

  /** Where in the input a text stands. */
  @FunctionalInterface
  public interface Place {
    /** A fault at this place. */
    Fault fault(String code, String key, Object... arguments);

    /** A place in a JSON body. */
    static Place pointer(String pointer) {
      return (code, key, arguments) -> Fault.at(pointer, code, key, arguments);
    }
  }

  /**
   * The text as it is kept: composed (NFC), its ends stripped, line breaks and other runs of white
   * space as one space.
   */
  public static String clean(String raw) {
    if (isCleanAscii(raw)) {
      return raw;
    }
    String text = Normalizer.normalize(raw, Normalizer.Form.NFC);
    StringBuilder clean = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isGap(c)) {
        gap = true;
        continue;
      }
      if (gap && !clean.isEmpty()) {
        clean.append(' ');
      }
      gap = false;
      clean.append(c);
    }
    return clean.toString();
  }

  // most cells of a table are codes and need no copy
  private static boolean isCleanAscii(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) <= ' ' || raw.charAt(i) >= 127) {
        return false;
      }
    }
    return true;
  }

  private static boolean isGap(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || c == '\uFEFF';
  }

  /** A text that must be there; the empty text where it is at fault. */
  public String required(Place place, @Nullable String raw, int longest) {
    String text = optional(place, raw, longest);
    if (text == null) {
      if (raw == null || clean(raw).isEmpty()) {
        add(place.fault("REQUIRED", "web.required"));
      }
      return "";
    }
    return text;
  }

  /** A text that may be left out; null where it is, is empty or is at fault. */
  public @Nullable String optional(Place place, @Nullable String raw, int longest) {
    String text = raw == null ? "" : clean(raw);
    if (text.isEmpty()) {
      return null;
    }
    if (text.length() > longest) {
      add(place.fault("TOO_LONG", "web.too-long", longest));
      return null;
    }
    if (text.indexOf('\uFFFD') >= 0 || !isWhole(text)) {
      add(place.fault("ENCODING", "web.broken-text"));
      return null;
    }
    return text;
  }

  private static boolean isWhole(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  public void add(Fault fault) {
    faults.add(fault);
  }

  public List<Fault> faults() {
    return faults;
  }

  /** Refuses the input with a 422 {@link Problem} if anything is wrong with it. */
  public void check() {
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
  }
}
