package dev.belfry.looklook.common.http;

import dev.belfry.looklook.common.error.CodedException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads request records from JSON and says what is wrong with it. */
final class RequestReader {
  private static final JsonMapper JSON = mapper();

  private RequestReader() {}

  private static JsonMapper mapper() {
    var builder =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      builder.withCoercionConfig(
          LogicalType.Textual, config -> config.setCoercion(shape, CoercionAction.Fail));
    }
    return builder.build();
  }

  static <Q extends Record> Q read(byte[] body, Class<Q> type) {
    JsonNode tree = tree(body);
    if (!tree.isObject()) {
      throw CodedException.param("the body must be a JSON object, but is a JSON " + kind(tree));
    }
    checkPresence(type, tree);
    try {
      return JSON.treeToValue(tree, type);
    } catch (MismatchedInputException e) {
      throw CodedException.param(
          "field %s must be %s".formatted(path(e), expected(e.getTargetType())));
    } catch (InputCoercionException e) {
      throw CodedException.param("field %s is out of range".formatted(path(e)));
    } catch (JacksonException e) {
      throw codedCause(e);
    }
  }

  private static JsonNode tree(byte[] body) {
    if (body.length == 0) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where =
          at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      throw CodedException.param("the body is not JSON" + where);
    }
  }

  private static void checkPresence(Class<? extends Record> type, JsonNode tree) {
    for (RecordComponent component : type.getRecordComponents()) {
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      JsonNode value = tree.get(component.getName());
      if (!optional && (value == null || value.isNull())) {
        throw CodedException.param("field %s is not set".formatted(component.getName()));
      }
    }
  }

  private static CodedException codedCause(JacksonException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CodedException coded) {
        return coded;
      }
    }
    return CodedException.param("field %s is wrong".formatted(path(e)));
  }

  private static String path(JacksonException e) {
    return e.getPath().stream()
        .map(reference ->
            reference.getPropertyName() == null
                ? "[" + reference.getIndex() + "]"
                : reference.getPropertyName())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type == String.class) {
      return "a string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == long.class || type == Long.class) {
      return "an integer";
    }
    if (type == int.class || type == Integer.class) {
      return "an integer of 32 bits";
    }
    return List.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
