package dev.belfry.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API, to hold answers against. */
final class OpenApi {
  private static final JsonMapper MAPPER = new JsonMapper();
  private final JsonNode document;

  OpenApi() throws Exception {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      document = MAPPER.readTree(Objects.requireNonNull(in));
    }
  }

  /** Fails if an answer is not what is described. */
  void check(String method, String path, RawHttp.Answer answer) {
    String name = path.replaceFirst("\\?.*", "");
    JsonNode operation = document.at("/paths/" + name.replace("/", "~1") + "/" + method);
    assertThat(operation.isMissingNode()).as("%s %s is described", method, name).isFalse();
    JsonNode response = operation.get("responses").get(String.valueOf(answer.status()));
    assertThat(response).as("%s %s: status of %s", method, name, answer).isNotNull();
    JsonNode resolved = resolve(response);
    JsonNode content = resolved.get("content");
    if (content == null) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    String type = content.propertyNames().iterator().next();
    assertThat(answer.header("content-type").replaceFirst(";.*", "")).isEqualTo(type);
    if (type.endsWith("json") && !name.equals("/openapi.json")) {
      check(content.get(type).get("schema"), answer.body(), method + " " + path);
    }
  }

  private JsonNode resolve(JsonNode node) {
    JsonNode ref = node.get("$ref");
    return ref == null ? node : document.at(ref.asString().substring(1));
  }

  /** Fails if a JSON text does not meet a schema of the description. */
  void checkNamed(String schema, String json) {
    ObjectNode ref = MAPPER.createObjectNode();
    ref.put("$ref", "#/components/schemas/" + schema);
    check(ref, json, schema);
  }

  private void check(@Nullable JsonNode schema, String json, String what) {
    ObjectNode whole = MAPPER.createObjectNode();
    whole.setAll((ObjectNode) Objects.requireNonNull(schema));
    whole.set("components", document.get("components"));
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    assertThat(registry.getSchema(whole).validate(json, InputFormat.JSON))
        .as("%s answered %s", what, json)
        .isEmpty();
  }
}
