package org.rollcall;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A MySQL database as the person who runs Rollcall named it.
 *
 * @param url its JDBC address, with the options that Rollcall relies on
 * @param username who logs in
 * @param password the password, perhaps empty
 */
public record MySql(String url, String username, String password) {
  private static final Pattern SHAPE =
      Pattern.compile("jdbc:mysql:(?:[a-z]+:)?//[^/?]+/[^/?]+(?:\\?.*)?");
  private static final Pattern LOGIN_IN_HOST = Pattern.compile("//[^/?]*@");

  /**
   * What Rollcall relies on: statements batched and cached, instants that mean UTC on both sides,
   * an update that tells what it changed, and no wait without end for a server that is gone.
   */
  private static final List<String> OPTIONS =
      List.of(
          "rewriteBatchedStatements=true",
          "cachePrepStmts=true",
          // by default no statement longer than 256 characters is cached, and the log's is longer
          "prepStmtCacheSqlLimit=2048",
          "connectionTimeZone=UTC",
          "forceConnectionTimeZoneToSession=true",
          "useAffectedRows=true",
          "characterEncoding=UTF-8",
          "connectTimeout=3000",
          "socketTimeout=30000",
          "tcpKeepAlive=true",
          // it would make spans of its own as soon as it finds the library
          "openTelemetry=DISABLED");

  static MySql of(String url, @Nullable String username, @Nullable String password) {
    String wanted = url.strip();
    if (!SHAPE.matcher(wanted).matches()) {
      throw Settings.wrong(
          Settings.DB_URL, address(wanted), "give one like jdbc:mysql://db.example:3306/rollcall");
    }
    if (username == null) {
      throw new StartRefused(
          Settings.DB_USERNAME + " is not set: " + Settings.DB_URL + " needs a user to log in");
    }
    return new MySql(withOptions(wanted), username, password == null ? "" : password);
  }

  /** The user's own word on an option stands; only what he left out is added. */
  private static String withOptions(String url) {
    int query = url.indexOf('?');
    String given = query < 0 ? "" : url.substring(query + 1);
    Set<String> names =
        Stream.of(given.split("&", -1)).map(MySql::name).collect(Collectors.toSet());
    String options =
        Stream.concat(
                Stream.of(given.split("&", -1)),
                OPTIONS.stream().filter(option -> !names.contains(name(option))))
            .filter(option -> !option.isEmpty())
            .collect(Collectors.joining("&"));
    return (query < 0 ? url : url.substring(0, query)) + "?" + options;
  }

  private static String name(String option) {
    int end = option.indexOf('=');
    return (end < 0 ? option : option.substring(0, end)).toLowerCase(Locale.ROOT);
  }

  /** The JDBC address without its options and without a login, which may hold a password. */
  String address() {
    return address(url);
  }

  private static String address(String url) {
    int query = url.indexOf('?');
    return LOGIN_IN_HOST.matcher(query < 0 ? url : url.substring(0, query)).replaceFirst("//");
  }

  /** Without the password, so that it may stand in a log. */
  @Override
  public String toString() {
    return "MySql[" + address() + "]";
  }
}
