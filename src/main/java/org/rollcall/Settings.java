package org.rollcall;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the person who runs Rollcall may set, checked. An empty variable counts as one not set.
 *
 * @param port where HTTP is served, 0 for any free port
 * @param data the folder of the embedded database, absolute; unused with MySQL
 * @param mySql the MySQL database, or null for the embedded one
 * @param adminPassword the first organizer's password, or null to have one made up
 * @param publicUrl scheme, host and port under which browsers reach Rollcall, without a path; null
 *     if each request's own host is right
 * @param managementPort where health and metrics are served instead of {@code port}, or null
 * @param trustedProxies addresses and networks ({@code 10.0.0.0/8}) whose word on the client's
 *     address is taken
 * @param logFormat {@code text} or {@code json}
 * @param traces where traces are sent by OTLP over HTTP, or null for nowhere
 * @param migrate whether a start brings the tables up to date itself; otherwise it refuses to serve
 *     on tables that were not
 * @param databaseWait how long the argument {@code migrate} waits for a MySQL database that cannot
 *     be reached yet
 */
public record Settings(
    int port,
    Path data,
    @Nullable MySql mySql,
    @Nullable String adminPassword,
    @Nullable URI publicUrl,
    @Nullable Integer managementPort,
    List<String> trustedProxies,
    String logFormat,
    @Nullable URI traces,
    boolean migrate,
    Duration databaseWait) {

  static final String PORT = "ROLLCALL_PORT";
  static final String DATA = "ROLLCALL_DATA";
  static final String DB_URL = "ROLLCALL_DB_URL";
  static final String DB_USERNAME = "ROLLCALL_DB_USERNAME";
  static final String DB_PASSWORD = "ROLLCALL_DB_PASSWORD";
  static final String DB_MIGRATE = "ROLLCALL_DB_MIGRATE";
  static final String DB_WAIT = "ROLLCALL_DB_WAIT";
  static final String ADMIN_PASSWORD = "ROLLCALL_ADMIN_PASSWORD";
  static final String PUBLIC_URL = "ROLLCALL_PUBLIC_URL";
  static final String MANAGEMENT_PORT = "ROLLCALL_MANAGEMENT_PORT";
  static final String TRUSTED_PROXIES = "ROLLCALL_TRUSTED_PROXIES";

  static final String LOG_FORMAT = "ROLLCALL_LOG_FORMAT";
  static final String TRACES = "ROLLCALL_TRACES";

  /** Every variable that this class alone reads. */
  static final Set<String> VARIABLES =
      Set.of(
          PORT,
          DATA,
          DB_URL,
          DB_USERNAME,
          DB_PASSWORD,
          DB_MIGRATE,
          DB_WAIT,
          ADMIN_PASSWORD,
          PUBLIC_URL,
          MANAGEMENT_PORT,
          TRUSTED_PROXIES,
          LOG_FORMAT,
          TRACES);

  private static final String TEXT = "text";
  private static final int DEFAULT_PORT = 8080;
  private static final int LAST_PORT = 65_535;
  private static final Pattern WAIT = Pattern.compile("(\\d{1,3})(s|m)");

  /**
   * Reads the settings from environment variables.
   *
   * @throws StartRefused naming the variable, its value and what to do
   */
  public static Settings from(Map<String, String> environment) {
    var variables = new HashMap<String, String>();
    environment.forEach((name, value) -> {
      if (!value.isBlank()) {
        variables.put(name, value);
      }
    });
    int port = port(variables, PORT, 0, DEFAULT_PORT);
    Integer managementPort =
        variables.containsKey(MANAGEMENT_PORT) ? port(variables, MANAGEMENT_PORT, 1, 0) : null;
    if (managementPort != null && managementPort == port) {
      throw wrong(
          MANAGEMENT_PORT, managementPort.toString(), "give a port other than that of " + PORT);
    }
    return new Settings(
        port,
        data(variables),
        mySql(variables),
        variables.get(ADMIN_PASSWORD),
        publicUrl(variables),
        managementPort,
        trustedProxies(variables),
        logFormat(variables),
        traces(variables),
        migrate(variables),
        databaseWait(variables));
  }

  private static int port(Map<String, String> variables, String name, int first, int otherwise) {
    String value = variables.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int port = Integer.parseInt(value.strip());
      if (port >= first && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below, in the same words as for a number out of range
    }
    String free = first == 0 ? " (0 takes any free port)" : "";
    throw wrong(name, value, "give a whole number from " + first + " to " + LAST_PORT + free);
  }

  private static Path data(Map<String, String> variables) {
    String value = variables.getOrDefault(DATA, "./data");
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw wrong(DATA, value, "give the path of a folder");
    }
  }

  private static @Nullable MySql mySql(Map<String, String> variables) {
    String url = variables.get(DB_URL);
    String username = variables.get(DB_USERNAME);
    String password = variables.get(DB_PASSWORD);
    if (url != null) {
      return MySql.of(url, username, password);
    }
    if (username != null) {
      throw wrong(DB_USERNAME, username, "set " + DB_URL + " too, or neither");
    }
    if (password != null) {
      throw new StartRefused(DB_PASSWORD + " is set: set " + DB_URL + " too, or neither");
    }
    return null;
  }

  private static String logFormat(Map<String, String> variables) {
    String format = variables.getOrDefault(LOG_FORMAT, TEXT).strip();
    if (!Set.of(TEXT, "json").contains(format)) {
      throw wrong(LOG_FORMAT, format, "give text or json");
    }
    return format;
  }

  private static @Nullable URI traces(Map<String, String> variables) {
    String value = variables.get(TRACES);
    if (value == null) {
      return null;
    }
    try {
      URI url = new URI(value.strip());
      if (Set.of("http", "https").contains(String.valueOf(url.getScheme()))
          && url.getHost() != null
          && url.getUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // said below, in the same words as for an address of another kind
    }
    throw wrong(
        TRACES, value, "give the address of an OTLP receiver, like http://collector.example:4318");
  }

  private static @Nullable URI publicUrl(Map<String, String> variables) {
    String value = variables.get(PUBLIC_URL);
    if (value == null) {
      return null;
    }
    try {
      URI url = new URI(value.strip());
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      String path = url.getPath() == null ? "" : url.getPath();
      boolean bare =
          url.getUserInfo() == null
              && url.getQuery() == null
              && url.getFragment() == null
              && (path.isEmpty() || path.equals("/"));
      if (Set.of("http", "https").contains(scheme) && url.getHost() != null && bare) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return new URI(scheme, null, host, url.getPort(), null, null, null);
      }
    } catch (URISyntaxException e) {
      // said below, in the same words as for an address of another kind
    }
    throw wrong(PUBLIC_URL, value, "give an address like https://rollcall.example, without a path");
  }

  private static List<String> trustedProxies(Map<String, String> variables) {
    String value = variables.get(TRUSTED_PROXIES);
    if (value == null) {
      return List.of();
    }
    List<String> proxies =
        Stream.of(value.split(",", -1)).map(String::strip).filter(p -> !p.isEmpty()).toList();
    for (String proxy : proxies) {
      if (!isAddressOrNetwork(proxy)) {
        throw wrong(
            TRUSTED_PROXIES,
            value,
            "give addresses or networks with commas between, like 10.0.0.5,192.168.0.0/16");
      }
    }
    return proxies;
  }

  private static boolean isAddressOrNetwork(String proxy) {
    String[] parts = proxy.split("/", -1);
    try {
      int bits = InetAddress.ofLiteral(parts[0]).getAddress().length * Byte.SIZE;
      return parts.length == 1
          || (parts.length == 2
              && parts[1].matches("\\d{1,3}")
              && Integer.parseInt(parts[1]) <= bits);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean migrate(Map<String, String> variables) {
    String value = variables.getOrDefault(DB_MIGRATE, "true").strip();
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(DB_MIGRATE, value, "give true or false");
    };
  }

  private static Duration databaseWait(Map<String, String> variables) {
    String value = variables.getOrDefault(DB_WAIT, "2m").strip();
    Matcher wait = WAIT.matcher(value);
    if (!wait.matches()) {
      throw wrong(DB_WAIT, value, "give a time like 90s or 5m, or 0s");
    }
    long amount = Long.parseLong(wait.group(1));
    return wait.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMinutes(amount);
  }

  static StartRefused wrong(String variable, String value, String advice) {
    return new StartRefused(variable + " is \"" + value + "\": " + advice);
  }

  /** The JDBC address of the database in use; it holds no password. */
  String jdbcUrl() {
    return mySql == null ? EmbeddedDatabase.url(data) : mySql.url();
  }

  /** Who logs in to the database in use. */
  String username() {
    return mySql == null ? EmbeddedDatabase.USERNAME : mySql.username();
  }

  /** With which password, perhaps an empty one. */
  String password() {
    return mySql == null ? "" : mySql.password();
  }

  /**
   * The same settings as configuration properties of the application: those of the server and the
   * data source, and {@code rollcall.admin-password}, {@code rollcall.public-url}, {@code
   * rollcall.trusted-proxies}, {@code rollcall.management-port} where set.
   */
  public Map<String, Object> toProperties() {
    var properties = new HashMap<String, Object>();
    // the framework's word for any free port is -1
    properties.put("micronaut.server.port", port == 0 ? -1 : port);
    properties.put("datasources.default.url", jdbcUrl());
    properties.put("datasources.default.username", username());
    properties.put("datasources.default.password", password());
    properties.put(
        "datasources.default.driver-class-name",
        mySql == null ? "org.h2.Driver" : "com.mysql.cj.jdbc.Driver");
    properties.put("flyway.datasources.default.enabled", migrate);
    if (adminPassword != null) {
      properties.put("rollcall.admin-password", adminPassword);
    }
    if (publicUrl != null) {
      properties.put("rollcall.public-url", publicUrl.toString());
    }
    if (managementPort != null) {
      properties.put("rollcall.management-port", managementPort);
      properties.put("endpoints.all.port", managementPort);
    }
    properties.put("rollcall.trusted-proxies", trustedProxies);
    if (traces != null) {
      properties.put("micronaut.otel.enabled", true);
      properties.put("otel.traces.exporter", "otlp");
      properties.put("otel.exporter.otlp.protocol", "http/protobuf");
      properties.put("otel.exporter.otlp.endpoint", traces.toString());
    }
    return properties;
  }

  /** Without the passwords, so that it may stand in a log. */
  @Override
  public String toString() {
    return "Settings[port="
        + port
        + ", database="
        + (mySql == null ? data : mySql.address())
        + ", publicUrl="
        + publicUrl
        + ", managementPort="
        + managementPort
        + ", trustedProxies="
        + trustedProxies
        + ", logFormat="
        + logFormat
        + ", traces="
        + traces
        + "]";
  }
}
