package org.rollcall;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Judges socket frames by {@code docs/asyncapi.yaml}, so that a test can hold every frame it sends
 * or hears against the published document.
 *
 * <p>Server frames are judged strictly: a field that the document does not name is a violation. In
 * client frames unknown fields are ignored, as the server does. All methods may be called from any
 * thread.
 */
public final class FrameSchemas {

  /** The sockets of the document, by the names of their channels. */
  public enum Socket {
    CHECK_IN("checkIn"),
    BOARD("board");

    private final String channel;

    Socket(String channel) {
      this.channel = channel;
    }
  }

  private static final Path DOCUMENT = Path.of("docs", "asyncapi.yaml");
  private static final String LOCATION = "https://rollcall.example/asyncapi.json";
  private static final FrameSchemas PUBLISHED = new FrameSchemas(DOCUMENT);

  private final JsonMapper json =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private final JsonNode document;
  private final Map<Socket, List<Frame>> fromServer = new EnumMap<>(Socket.class);
  private final Map<Socket, List<Frame>> fromClient = new EnumMap<>(Socket.class);

  private record Frame(@Nullable String type, @Nullable String outcome, Schema schema) {
    boolean isArray() {
      return type == null;
    }
  }

  private FrameSchemas(Path file) {
    document = read(file);
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(LOCATION, schemasOnly()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .locale(Locale.ENGLISH)
                            .build()));
    for (Socket socket : Socket.values()) {
      fromServer.put(socket, frames(registry, socket, "send"));
      fromClient.put(socket, frames(registry, socket, "receive"));
    }
  }

  /**
   * What is wrong with a frame that the server sent on either socket, or as a result over HTTP.
   *
   * @return one line per violation, none if the document allows the frame
   */
  public static List<String> server(String frame) {
    return PUBLISHED.judge(PUBLISHED.allOf(PUBLISHED.fromServer), frame);
  }

  /**
   * What is wrong with a frame that the server sent on this socket.
   *
   * @return one line per violation, none if the document allows the frame
   */
  public static List<String> server(Socket socket, String frame) {
    return PUBLISHED.judge(PUBLISHED.of(PUBLISHED.fromServer, socket), frame);
  }

  /**
   * What is wrong with a frame, one object or an array of commands, that a client sends.
   *
   * @return one line per violation, none if the document allows the frame
   */
  public static List<String> client(String frame) {
    return PUBLISHED.judge(PUBLISHED.allOf(PUBLISHED.fromClient), frame);
  }

  /**
   * What is wrong with a frame that a client sends on this socket.
   *
   * @return one line per violation, none if the document allows the frame
   */
  public static List<String> client(Socket socket, String frame) {
    return PUBLISHED.judge(PUBLISHED.of(PUBLISHED.fromClient, socket), frame);
  }

  /** The document itself, as a tree. */
  static JsonNode document() {
    return PUBLISHED.document;
  }

  private static JsonNode read(Path file) {
    try {
      return YAMLMapper.builder().build().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
    }
  }

  /**
   * The validator takes the root of what it loads for a schema, which the whole document is not.
   */
  private String schemasOnly() {
    ObjectNode root = json.createObjectNode();
    root.putObject("components").set("schemas", document.at("/components/schemas"));
    return root.toString();
  }

  private List<Frame> frames(SchemaRegistry registry, Socket socket, String action) {
    List<Frame> frames = new ArrayList<>();
    for (JsonNode operation : document.at("/operations").values()) {
      if (operation.at("/action").stringValue().equals(action)
          && target(operation.at("/channel")).equals("/channels/" + socket.channel)) {
        for (JsonNode message : operation.at("/messages").values()) {
          String payload = payloadOf(message);
          frames.add(frame(document.at(payload), schema(registry, payload)));
        }
      }
    }
    return frames;
  }

  private String payloadOf(JsonNode messageInOperation) {
    JsonNode messageInChannel = document.at(target(messageInOperation));
    return target(document.at(target(messageInChannel)).at("/payload"));
  }

  private static String target(JsonNode reference) {
    return reference.at("/$ref").stringValue().substring(1);
  }

  private static Schema schema(SchemaRegistry registry, String pointer) {
    return registry.getSchema(SchemaLocation.of(LOCATION + "#" + pointer));
  }

  private static Frame frame(JsonNode payload, Schema schema) {
    return new Frame(
        text(payload.at("/properties/type/const")),
        text(payload.at("/properties/outcome/const")),
        schema);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.stringValue() : null;
  }

  private List<Frame> allOf(Map<Socket, List<Frame>> frames) {
    return frames.values().stream().flatMap(List::stream).toList();
  }

  private List<Frame> of(Map<Socket, List<Frame>> frames, Socket socket) {
    return Objects.requireNonNull(frames.get(socket));
  }

  private List<String> judge(List<Frame> frames, String text) {
    JsonNode tree;
    try {
      tree = json.readTree(text);
    } catch (JacksonException e) {
      return List.of("not JSON: " + e.getOriginalMessage());
    }
    if (!tree.isObject() && !tree.isArray()) {
      return List.of("neither an object nor an array");
    }
    String type = text(tree.at("/type"));
    String outcome = text(tree.at("/outcome"));
    if (tree.isObject() && type == null) {
      return List.of("/type: absent or not a string");
    }
    List<Frame> ofType =
        frames.stream()
            .filter(frame -> tree.isArray() ? frame.isArray() : Objects.equals(frame.type, type))
            .toList();
    if (ofType.isEmpty()) {
      return List.of("/type: no frame here is " + (tree.isArray() ? "an array" : type));
    }
    return ofType.stream()
        .filter(frame -> frame.outcome == null || frame.outcome.equals(outcome))
        .findFirst()
        .map(frame -> lines(frame.schema.validate(tree)))
        .orElseGet(() -> List.of("/outcome: no " + type + " has " + outcome));
  }

  private static List<String> lines(List<Error> errors) {
    return errors.stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .distinct()
        .toList();
  }
}
