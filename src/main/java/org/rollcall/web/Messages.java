package org.rollcall.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * What users read, in each {@link Language}: {@code i18n/messages_vi.properties} and {@code
 * messages_en.properties}, UTF-8, with {@code {0}}, {@code {1}}, … for the arguments and no other
 * syntax. Safe for use from any thread.
 */
@Singleton
public final class Messages {
  private final Map<Language, Properties> texts = new EnumMap<>(Language.class);

  /** Reads the files; fails when one of them is missing. */
  public Messages() {
    for (var language : Language.values()) {
      texts.put(language, read("/i18n/messages_" + language.tag() + ".properties"));
    }
  }

  /** The text under a key. A key that has no text stands for itself. */
  public String text(Language language, String key, Object... arguments) {
    return text(language, key, List.of(arguments));
  }

  /** The text under a key. A key that has no text stands for itself. */
  public String text(Language language, String key, List<?> arguments) {
    var pattern = all(language).getProperty(key, key);
    if (arguments.isEmpty()) {
      return pattern;
    }
    // in one pass, so that an argument holding {0} stays as the user wrote it
    var text = new StringBuilder();
    int from = 0;
    for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
      int close = open + 2;
      int index = open + 1 < pattern.length() ? pattern.charAt(open + 1) - '0' : -1;
      boolean argument =
          close < pattern.length()
              && pattern.charAt(close) == '}'
              && index >= 0
              && index < arguments.size();
      text.append(pattern, from, open);
      text.append(argument ? String.valueOf(arguments.get(index)) : "{");
      from = argument ? close + 1 : open + 1;
    }
    return text.append(pattern, from, pattern.length()).toString();
  }

  /** Whether there is a text under this key. */
  public boolean has(Language language, String key) {
    return all(language).containsKey(key);
  }

  Set<String> keys(Language language) {
    return all(language).stringPropertyNames();
  }

  private Properties all(Language language) {
    var all = texts.get(language);
    if (all == null) {
      throw new IllegalStateException("no messages for " + language);
    }
    return all;
  }

  private static Properties read(String resource) {
    try (var bytes = Messages.class.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      var properties = new Properties();
      properties.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
