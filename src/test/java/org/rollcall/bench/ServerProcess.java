package org.rollcall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A {@link ServerMain} in its own JVM, and its HTTP. */
final class ServerProcess implements AutoCloseable {
  private static final String PASSWORD = "Điểm danh 2020";

  private final Process process;
  private final BufferedReader out;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  final int port;
  private final String admin;

  ServerProcess(Map<String, String> environment) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Duser.timezone=UTC",
            "-Xmx2g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    String more = System.getProperty("rollcall.bench.jvmArgs", "");
    if (!more.isBlank()) {
      command.addAll(List.of(more.split(" ")));
    }
    command.addAll(List.of("-cp", classPath, ServerMain.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("ROLLCALL_PORT", "0");
    // thousands of idle sockets at a few sites
    builder.environment().put("ROLLCALL_CHECK_IN_SOCKETS", "1000");
    builder.environment().put("ROLLCALL_ADMIN_PASSWORD", PASSWORD);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    port = Integer.parseInt(reply());
    admin =
        post("/api/v1/login", "{\"username\":\"admin\",\"password\":\"" + PASSWORD + "\"}", null)
            .get("accessToken")
            .asText();
  }

  private String reply() {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(ServerMain.REPLY)) {
          return line.substring(ServerMain.REPLY.length());
        }
        System.out.println("server: " + line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the server is gone");
  }

  String ask(Object... words) {
    var line = new StringBuilder();
    for (Object word : words) {
      line.append(word).append(' ');
    }
    try {
      process
          .getOutputStream()
          .write((line.toString().strip() + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reply();
  }

  long askNumber(Object... words) {
    return Long.parseLong(ask(words));
  }

  long[] askNumbers(Object... words) {
    String answer = ask(words);
    return answer.isEmpty()
        ? new long[0]
        : java.util.Arrays.stream(answer.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** A new pass for every site, by its code. */
  Map<String, String> passes(long conference) {
    var passes = new TreeMap<String, String>();
    post("/api/v1/conferences/" + conference + "/passes", "{}", admin)
        .get("items")
        .forEach(pass -> passes.put(pass.get("site").asText(), pass.get("token").asText()));
    return passes;
  }

  String boardPass(long conference) {
    return post("/api/v1/conferences/" + conference + "/board-passes", "{}", admin)
        .get("token")
        .asText();
  }

  private JsonNode post(String path, String body, String token) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().write("quit\n".getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
