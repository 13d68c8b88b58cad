package org.rollcall;

import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.rollcall.client.Api;

/** Rollcall in this process, on a database that outlives it, with an organizer who can log in. */
public final class RunningServer implements AutoCloseable {
  private static final String PASSWORD = "điểm-danh-2020";

  private final EmbeddedServer server;
  private Api organizer;

  private RunningServer(EmbeddedServer server) {
    this.server = server;
  }

  /** Starts on the embedded database of a folder, with limits other than the defaults. */
  public static RunningServer onH2(Path folder, Map<String, Object> limits) {
    return start(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_DATA", folder.toString()), limits);
  }

  /** Starts on MySQL, with limits other than the defaults. */
  public static RunningServer onMySql(MySqlServer.Database database, Map<String, Object> limits) {
    return start(database.environment(), limits);
  }

  /** Starts with this environment, which may say more than where the database is. */
  public static RunningServer start(Map<String, String> database, Map<String, Object> limits) {
    return new RunningServer(Application.start(Settings.from(environment(database)), limits));
  }

  /** The same database's environment with the organizer's password, for a process of its own. */
  static Map<String, String> environment(Map<String, String> database) {
    var environment = new HashMap<>(database);
    environment.put("ROLLCALL_ADMIN_PASSWORD", PASSWORD);
    return environment;
  }

  /** Logs the organizer in at a server's address. */
  static Api organizer(URI base) {
    return Api.at(base).login("admin", PASSWORD);
  }

  public URI base() {
    return URI.create("http://localhost:" + server.getPort());
  }

  /** The organizer, logged in once. */
  public synchronized Api organizer() {
    if (organizer == null) {
      organizer = organizer(base());
    }
    return organizer;
  }

  /** The password of the organizer, whose name is admin. */
  public static String password() {
    return PASSWORD;
  }

  /** A bean of the server. */
  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  /** Whether the server has such a bean. */
  public boolean hasBean(Class<?> type) {
    return server.getApplicationContext().containsBean(type);
  }

  /** Stops it in good order. */
  @Override
  public void close() {
    Application.stop(server);
  }
}
