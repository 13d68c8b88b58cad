package org.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.rollcall.client.Api;
import org.rollcall.client.CheckInClient;
import org.rollcall.client.Commands;
import org.rollcall.client.Gathering;
import org.rollcall.client.Json;
import org.slf4j.LoggerFactory;

/** What the log tells, in both formats of the configuration that the product ships. */
@Isolated("looks at the log of the whole process")
class LogTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String DELEGATE = "Quàng Thị Ngọc Xuyến";
  private static final String GUEST = "Sùng A Phủ-Kỳ";
  private static final String PASSWORD = "bí-mật-của-tôi-2020";
  private static final String WRONG_TOKEN = "c2FpLW1hdC1raGF1LXRodS1uZ2hpZW0";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger own = (Logger) LoggerFactory.getLogger("org.rollcall");
  private final Lines json = new Lines(encoder("json"));
  private final Lines text = new Lines(encoder("text"));

  /** Keeps what an encoder makes of each event. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Encoder<ILoggingEvent> encoder;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Lines(Encoder<ILoggingEvent> encoder) {
      this.encoder = encoder;
    }

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
    }
  }

  /** That of the appender which the shipped configuration uses for this format. */
  private static Encoder<ILoggingEvent> encoder(String format) {
    try {
      var context = new LoggerContext();
      context.putProperty("rollcall.log.format", format);
      var configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(new File("src/main/resources/logback.xml"));
      var appender = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(format);
      assertThat(appender).isInstanceOf(OutputStreamAppender.class);
      return ((OutputStreamAppender<ILoggingEvent>) appender).getEncoder();
    } catch (ch.qos.logback.core.joran.spi.JoranException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void listen() {
    own.setLevel(Level.DEBUG);
    for (Lines lines : List.of(json, text)) {
      lines.start();
      root.addAppender(lines);
    }
  }

  @AfterEach
  void stopListening() {
    own.setLevel(null);
    root.detachAppender(json);
    root.detachAppender(text);
  }

  @Test
  void whatMattersIsALineAndNoNameAndNoTokenIsInAny(@TempDir Path folder) throws Exception {
    List<String> secrets = new ArrayList<>(List.of(DELEGATE, GUEST, PASSWORD, WRONG_TOKEN));
    try (var server = RunningServer.onH2(folder, Map.of())) {
      Api organizer = server.organizer();
      Gathering gathering = Gathering.of(organizer, 3, 6);
      secrets.addAll(gathering.passes().values());
      secrets.add(organizer.token());
      long conference = gathering.conference();
      organizer.importDelegates(
          conference, "code,full_name,site_code\nXUYEN-1," + DELEGATE + ",CL-01\n");
      organizer
          .postCsv(
              "/conferences/" + conference + "/imports/delegates",
              "code,full_name,site_code\nXUYEN-2," + DELEGATE + ",KHONG-CO\n;;," + DELEGATE + "\n")
          .expect(422);
      organizer.get("/conferences/" + conference + "/delegates?q=" + Api.encode(DELEGATE));
      organizer.post("/login", Json.object("username", "admin", "password", PASSWORD));
      Api.at(server.base()).as(WRONG_TOKEN).get("/me").expect(401);
      try (CheckInClient device = gathering.device(1);
          CheckInClient elsewhere = gathering.device(2)) {
        device.ask(Commands.checkIn("XUYEN-1"));
        device.ask(Commands.checkIn("XUYEN-1"));
        elsewhere.ask(Commands.checkIn("XUYEN-1"));
        device.ask(Commands.walkIn(GUEST));
        device.ask(Commands.walkIn(GUEST));
        device.ask(Commands.excuse(gathering.delegateOf(1, 0), "Thay cho " + DELEGATE));
        ObjectNode wrong = Commands.walkIn(GUEST);
        wrong.put("happenedAt", DELEGATE);
        device.sendText(wrong.toString());
        device.sendText("{\"" + GUEST);
        // far over what a message may have
        elsewhere.sendText(Commands.walkIn((GUEST + " ").repeat(8_000)).toString());
        await().atMost(PATIENCE).until(() -> json.lines.stream().anyMatch(l -> l.contains("1009")));
      }
      organizer.rollCall(conference, 1, "close").expect(200);
      organizer.rollCall(conference, 1, "reopen").expect(200);
      Api.Pass pass = organizer.newPass(conference, "CL-02");
      secrets.add(pass.token());
      organizer
          .delete("/conferences/" + conference + "/sites/CL-02/passes/" + pass.id())
          .expect(204);
    }

    for (String line : json.lines) {
      JsonNode object = JSON.readTree(line);
      assertThat(line).endsWith("\n").matches(l -> l.indexOf('\n') == l.length() - 1);
      for (String field : List.of("timestamp", "level", "logger", "thread", "message")) {
        assertThat(object.path(field).asText()).as(field).isNotEmpty();
      }
    }
    String all = String.join("", json.lines) + String.join("", text.lines);
    assertThat(all).isNotEmpty();
    assertThat(secrets).allSatisfy(secret -> assertThat(all).doesNotContain(secret));
    for (String part : List.of("Xuyến", "Phủ-Kỳ")) {
      assertThat(all).doesNotContain(part);
    }
    assertToldOnce("roll call 1 is CLOSED", "conference", "command", "revision", "by");
    assertToldOnce("a pass was revoked", "conference", "site", "pass");
    assertToldOnce("a socket was closed: its message is too big", "code");
    assertToldOnce("stopped");
    assertThat(text.lines).anyMatch(line -> line.contains("the conference is OPEN conference=\""));
    // not one for each check-in
    assertThat(json.lines).noneMatch(line -> line.contains("XUYEN-1"));
  }

  @Test
  void aStackTraceIsAFieldOfItsLine() throws Exception {
    LoggerFactory.getLogger("org.rollcall.LogTest")
        .atError()
        .addKeyValue("conference", 7)
        .setCause(new IllegalStateException("việc lạ"))
        .log("it failed");
    JsonNode line = JSON.readTree(json.lines.getLast());
    assertThat(line.path("conference").asInt()).isEqualTo(7);
    assertThat(line.path("stack_trace").asText()).contains("việc lạ", "LogTest");
    assertThat(json.lines.getLast().trim()).doesNotContain("\n");
  }

  private void assertToldOnce(String message, String... fields) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    for (String line : json.lines) {
      JsonNode object = JSON.readTree(line);
      if (object.path("message").asText().equals(message)) {
        found.add(object);
      }
    }
    assertThat(found).as(message).hasSize(1);
    for (String field : fields) {
      assertThat(found.getFirst().path(field).asText()).as(field).isNotEmpty();
    }
  }
}
