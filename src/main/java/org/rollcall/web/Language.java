package org.rollcall.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages in which users are addressed. Vietnamese is the one used when nothing is asked. */
public enum Language {
  VI("vi"),
  EN("en");

  private static final int LONGEST_HEADER = 200;

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** The tag of the language, as in {@code Content-Language}. */
  public String tag() {
    return tag;
  }

  /** The language that a request prefers by its {@code Accept-Language}. */
  public static Language of(HttpRequest<?> request) {
    return preferred(request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE));
  }

  /** The language preferred by the value of an {@code Accept-Language}; never fails. */
  public static Language preferred(@Nullable String acceptLanguage) {
    if (acceptLanguage == null
        || acceptLanguage.isBlank()
        || acceptLanguage.length() > LONGEST_HEADER) {
      return VI;
    }
    try {
      var tag =
          Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), List.of(VI.tag, EN.tag));
      return EN.tag.equals(tag) ? EN : VI;
    } catch (IllegalArgumentException malformed) {
      return VI;
    }
  }
}
