package org.rollcall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Reads an object of a kind built into Kubernetes as a cluster that validates strictly would.
 * fabric8's classes know each field's type and, without their drawer for all the rest, each field's
 * name; those of the official client know which fields there must be.
 */
final class StrictReading {
  private static final Map<String, Class<? extends KubernetesResource>> KINDS = kinds();

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new WithoutDrawers())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private StrictReading() {}

  /** A field that a class does not know would land in its additionalProperties. */
  private static final class WithoutDrawers extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  /** What is wrong with an object, at most one line of each reader; nothing if it is right. */
  static List<String> faults(JsonNode object) {
    var faults = new ArrayList<String>();
    Class<? extends KubernetesResource> kind = KINDS.get(name(object));
    if (kind == null) {
      return List.of("no built-in kind: " + name(object));
    }
    try {
      MAPPER.treeToValue(object, kind);
    } catch (JsonProcessingException e) {
      // with the way to the field, which stands on its second line
      faults.add(e.getMessage().replaceAll("\\s+", " "));
    }
    try {
      official(object)
          .getMethod("validateJsonElement", JsonElement.class)
          .invoke(null, JsonParser.parseString(object.toString()));
    } catch (InvocationTargetException e) {
      faults.add(e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return faults;
  }

  private static String name(JsonNode object) {
    return object.path("apiVersion").asText() + "#" + object.path("kind").asText();
  }

  /** As V1Deployment, for apps/v1 and Deployment. */
  private static Class<?> official(JsonNode object) throws ClassNotFoundException {
    String version = object.path("apiVersion").asText().replaceFirst(".*/", "");
    return Class.forName(
        "io.kubernetes.client.openapi.models."
            + version.toUpperCase(Locale.ROOT)
            + object.path("kind").asText());
  }

  private static Map<String, Class<? extends KubernetesResource>> kinds() {
    var kinds = new HashMap<String, Class<? extends KubernetesResource>>();
    ServiceLoader.load(KubernetesResource.class).stream()
        .map(ServiceLoader.Provider::type)
        .forEach(type ->
            kinds.put(HasMetadata.getApiVersion(type) + "#" + HasMetadata.getKind(type), type));
    return Map.copyOf(kinds);
  }
}
